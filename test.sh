#!/usr/bin/env bash
# Restores, builds and tests what this machine can: the whole solution where the Orleans packages can be restored, else the standalone one.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

solution=Trooper.sln
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet restore "$solution" >"$log" 2>&1; then
    if grep -q 'NU1101.*Microsoft\.Orleans\|NU1102.*Microsoft\.Orleans\|NU1103.*Microsoft\.Orleans' "$log"; then
        echo "test.sh: the Orleans packages can't be restored from the configured NuGet sources: testing the standalone solution"
        solution=Trooper.Standalone.slnf
        dotnet restore "$solution" >"$log" 2>&1 || { cat "$log"; exit 1; }
    else
        cat "$log"
        exit 1
    fi
fi
# Known vulnerabilities of what it depends on, as far as a package source tells of any.
has_advisories() {
    local source
    for source in $(dotnet nuget list source --format short | sed -n 's/^E \(http.*\)/\1/p'); do
        curl -fsS --max-time 20 "$source" 2>/dev/null | grep -q VulnerabilityInfo && return
    done
    return 1
}
if has_advisories; then
    dotnet list "$solution" package --vulnerable --include-transitive >"$log" 2>&1
    if grep -q 'has the following vulnerable packages' "$log"; then
        cat "$log"
        exit 1
    fi
    echo "test.sh: no dependency has a known vulnerability"
else
    echo "test.sh: none of the NuGet sources has vulnerability data: the dependencies are not audited"
fi

# The pages are tested in a real browser: got here where that may be installed, else those tests are skipped.
has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! has_browser >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "test.sh: no Chromium here; trying to install one"
    { timeout 600 apt-get update -qq && timeout 600 apt-get install -y -qq --no-install-recommends chromium; } >"$log" 2>&1
fi
has_browser >/dev/null || echo "test.sh: no Chromium could be had: the browser tests are skipped"

echo "test.sh: $solution"
dotnet build "$solution" --no-restore -c Release -v quiet -clp:NoSummary || exit 1

# The tests start a Postgres of their own, from installed binaries.
if [ -z "${TROOPER_TEST_POSTGRES:-}" ] && ! command -v initdb >/dev/null && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    echo "test.sh: neither Postgres binaries (initdb, pg_ctl) nor TROOPER_TEST_POSTGRES (a connection string): the tests that need a Postgres are skipped"
fi

results=$(mktemp -d)
trap 'rm -rf "$log" "$results"' EXIT
dotnet test "$solution" --no-build -c Release --logger "trx" --logger "console;verbosity=minimal" --results-directory "$results"
status=$?

# One closing line over all test projects, from their result files.
sum() { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed); failed=$(sum failed); total=$(sum total)
skipped=$((total - passed - failed))
# What was skipped, by reason.
awk '/<UnitTestResult / { skipped = /outcome="NotExecuted"/ } skipped && /<Message>/ { gsub(/.*<Message>|<\/Message>.*/, ""); print; skipped = 0 }' "$results"/*.trx 2>/dev/null \
    | sort | uniq -c | while read -r number reason; do echo "test.sh: $number skipped: $reason"; done
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
