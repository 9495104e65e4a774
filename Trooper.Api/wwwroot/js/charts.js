// Charts of the last hour, drawn as SVG.

import { known } from './chat-render.js';
import { count, el, svg } from './dom.js';

const size = { width: 300, height: 110, left: 34, right: 4, top: 8, bottom: 18 };
const span = 60;

/** The minutes of the last hour, oldest first; null where nothing happened. */
function lastHour(minutes, now = Date.now()) {
  const latest = Math.floor(now / 60_000);
  const byMinute = new Map([...minutes.values()].map(minute => [Math.floor(Date.parse(minute.at) / 60_000), minute]));
  return Array.from({ length: span }, (_, at) => byMinute.get(latest - span + 1 + at) ?? null);
}

export function charts(minutes) {
  const hour = lastHour(minutes);
  const providers = [...new Set(hour.flatMap(minute => Object.keys(minute?.providers ?? {})))].sort();
  const total = pick => hour.reduce((sum, minute) => sum + (minute ? pick(minute) : 0), 0);
  const requests = minute => Object.values(minute.providers).reduce((sum, provider) => sum + provider.requests, 0);
  return [
    panel('Tokens saved', `${count(total(minute => minute.tokens_saved))} in the last hour`, bars(hour, minute => [{ value: minute.tokens_saved, kind: 'p-ollama' }])),
    panel('Requests', `${count(total(requests))} in the last hour`,
      bars(hour, minute => providers.map(name => ({ value: minute.providers[name]?.requests ?? 0, kind: `p-${known(name)}` }))), legend(providers)),
    panel('Latency to the first word', latest(hour, providers), lines(hour, providers), legend(providers)),
    panel('Fallbacks', `${count(total(minute => minute.fallbacks))} in the last hour`, bars(hour, minute => [{ value: minute.fallbacks, kind: 'bad-mark' }])),
  ];
}

function panel(title, summary, drawing, below = null) {
  drawing.setAttribute('aria-label', `${title}: ${summary}`);
  return el('section', { class: 'panel' }, el('h2', {}, title), el('p', { class: 'hint' }, summary), drawing, below);
}

function latest(hour, providers) {
  const words = providers.map(name => {
    const minute = hour.findLast(minute => minute?.providers[name]);
    return `${name} p50 ${time(minute.providers[name].p50)}, p95 ${time(minute.providers[name].p95)}`;
  });
  return words.join(' · ') + (words.length > 0 ? ' (dashed)' : '') || 'No answer in the last hour';
}

const time = ms => ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;

function legend(providers) {
  return providers.length > 0 && el('ul', { class: 'legend plain-list' }, ...providers.map(name => el('li', { class: `p-${known(name)}` }, name)));
}

const x = at => size.left + (at + 0.5) * (size.width - size.left - size.right) / span;
const base = size.height - size.bottom;
const scale = most => value => base - value / most * (base - size.top);

function frame(most, label) {
  const y = scale(most);
  const drawing = svg('svg', { class: 'chart', viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' });
  for (const share of [0, 0.5, 1]) {
    drawing.append(svg('line', { class: 'grid', x1: size.left, x2: size.width - size.right, y1: y(most * share), y2: y(most * share) }),
      svg('text', { x: size.left - 5, y: y(most * share) + 3, 'text-anchor': 'end' }, label(most * share)));
  }
  drawing.append(svg('text', { x: size.left, y: size.height - 3 }, '1 h ago'), svg('text', { x: size.width - size.right, y: size.height - 3, 'text-anchor': 'end' }, 'now'));
  return drawing;
}

function bars(hour, parts) {
  const stacks = hour.map(minute => minute ? parts(minute) : []);
  const most = roof(Math.max(...stacks.map(stack => stack.reduce((sum, part) => sum + part.value, 0)), 1));
  const y = scale(most);
  const drawing = frame(most, count);
  const width = (size.width - size.left - size.right) / span * 0.8;
  stacks.forEach((stack, at) => {
    let below = 0;
    for (const { value, kind } of stack) {
      if (value === 0) continue;
      drawing.append(svg('rect', { class: `bar-mark ${kind}`, x: x(at) - width / 2, width, y: y(below + value), height: y(below) - y(below + value), rx: 1 }));
      below += value;
    }
  });
  return drawing;
}

function lines(hour, providers) {
  const values = hour.flatMap(minute => Object.values(minute?.providers ?? {}).map(provider => provider.p95));
  const most = roof(Math.max(...values, 1));
  const y = scale(most);
  const drawing = frame(most, value => value >= 1000 ? `${value / 1000}s` : `${value}`);
  for (const name of providers) {
    for (const percentile of ['p95', 'p50']) {
      const points = hour.map((minute, at) => minute?.providers[name] ? `${x(at)},${y(minute.providers[name][percentile])}` : null).filter(point => point);
      drawing.append(svg('polyline', { class: `line-mark p-${known(name)} ${percentile === 'p95' ? 'high' : ''}`, points: points.join(' ') }));
      if (percentile === 'p50') for (const point of points) drawing.append(svg('circle', { class: `dot p-${known(name)}`, cx: point.split(',')[0], cy: point.split(',')[1], r: 1.8 }));
    }
  }
  return drawing;
}

/** The next round number: an even one, so that its half is whole where it matters. */
function roof(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map(step => step * power).find(step => step >= value && step >= 2) ?? 10 * power;
}
