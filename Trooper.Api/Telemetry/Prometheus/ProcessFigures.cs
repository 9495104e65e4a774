using System.Diagnostics;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>What the process takes: processor time, memory, handles, threads.</summary>
internal sealed class ProcessFigures(TimeProvider time)
{
    private readonly double startedAt = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    public void Write(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Single("process_cpu_seconds_total", "counter", "Processor time, of the user and the system.", process.TotalProcessorTime.TotalSeconds);
        text.Single("process_resident_memory_bytes", "gauge", "Resident memory.", process.WorkingSet64);
        text.Single("process_open_fds", "gauge", "Open file descriptors or handles.", OpenHandles(process));
        text.Single("process_threads", "gauge", "Threads of the operating system.", process.Threads.Count);
        text.Single("process_start_time_seconds", "gauge", "When metrics began to be kept, since 1970.", startedAt);
        var memory = GC.GetGCMemoryInfo();
        text.Single("dotnet_gc_heap_bytes", "gauge", "The heap's size after the last collection, fragmentation included.", memory.HeapSizeBytes);
        text.Single("dotnet_gc_live_bytes", "gauge", "What is allocated on the heap now, as far as is known.", GC.GetTotalMemory(forceFullCollection: false));
        text.Single("dotnet_gc_allocated_bytes_total", "counter", "Allocated since the start.", GC.GetTotalAllocatedBytes());
        text.Single("dotnet_gc_pause_seconds_total", "counter", "Time that collections stopped the process.", GC.GetTotalPauseDuration().TotalSeconds);
        text.Head("dotnet_gc_collections_total", "counter", "Collections, by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample("dotnet_gc_collections_total", ["generation"], new($"{generation}", null, null), GC.CollectionCount(generation));
        text.Single("dotnet_threadpool_threads", "gauge", "Threads of the pool.", ThreadPool.ThreadCount);
        text.Single("dotnet_threadpool_queue_length", "gauge", "Work that waits for a thread of the pool.", ThreadPool.PendingWorkItemCount);
    }

    private static int OpenHandles(Process process) => Directory.Exists("/proc/self/fd") ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() : process.HandleCount;
}
