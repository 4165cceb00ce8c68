/** The page of `--timeline`: lanes with bars, and the signal as a curve; drag to zoom, double click for all. */
import uPlot from 'uplot';
import css from 'uplot/dist/uPlot.min.css';
import type { Bar, TimelineData } from '../contract.js';
import { laneOptions } from './lanes.js';
import { style } from './style.js';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as TimelineData;

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  document.body.append(made);
  return made;
}

const sheet = document.createElement('style');
sheet.textContent = css + style;
document.head.append(sheet);
document.title = data.title;
element('h1', 'title', data.title);
const about = [
  data.unit === 's' ? `${data.end.toFixed(1)} s from ${data.begin}` : `${data.end} bytes; the log has no times`,
  ...(data.zones === undefined ? [] : [data.zones]),
  ...(data.left > 0 ? [`${data.left} bars are left out`] : []),
  'drag to zoom, double click for all',
];
element('p', 'about', about.join(' · '));
const legend = element('p', 'legend');
for (const [meaning, text] of Object.entries({
  success: 'command that did what it should',
  failure: 'failed',
  open: 'open connection',
  attempt: 'being opened',
  ending: 'end of a connection, of power',
  calm: 'other event',
  limit: 'limit of the manual',
})) {
  const one = document.createElement('span');
  one.className = `key ${meaning}`;
  one.textContent = text;
  legend.append(one);
}
const tip = element('div', 'tip');

/** Text at the pointer; a bar's text is the log's, and never markup. */
function show(bar: Bar | undefined, left: number, top: number): void {
  tip.style.display = bar === undefined ? 'none' : 'block';
  if (bar === undefined) return;
  tip.textContent = bar.text;
  const room = document.documentElement.clientWidth - tip.offsetWidth - 12;
  tip.style.left = `${Math.max(4, Math.min(left + 14, room))}px`;
  tip.style.top = `${top + 14}px`;
}

const width = (): number => document.documentElement.clientWidth - 24;
const unit = data.unit === 's' ? 'seconds' : 'bytes';
/** A little more than the log, so that what is at its ends can be seen. */
const edge = Math.max(data.end, 1e-3) * 0.01;
const x = { min: -edge, max: data.end + edge };

const charts: uPlot[] = [];
const ends = [x.min, x.max];
const lanes = element('div', 'chart');
charts.push(new uPlot(laneOptions(data, width(), show), [ends, [null, null]], lanes));

if (data.signal.length > 0) {
  const times = data.signal.map(([time]) => time);
  const values = data.signal.map(([, value]) => value);
  charts.push(
    new uPlot(
      {
        width: width(),
        height: 170,
        padding: [8, 8, 0, 0],
        cursor: { sync: { key: 'timeline' } },
        scales: { x: { time: false, range: (_, min, max) => [min, max] }, y: { range: [0, 31] } },
        axes: [
          { label: data.unit === 's' ? 'seconds' : 'bytes' },
          { size: 105, label: 'signal, of 31', labelSize: 25, labelFont: '12px system-ui' },
        ],
        series: [{ label: unit }, { label: 'signal', stroke: '#2563eb', width: 2, points: { show: true, size: 5 } }],
      },
      [times, values],
      element('div', 'chart signal'),
    ),
  );
}

/** What one chart shows of the time, all do. */
let isSetting = false;
for (const chart of charts) {
  chart.hooks.setScale = [
    ...(chart.hooks.setScale ?? []),
    (self, key) => {
      const { min, max } = self.scales[key] ?? {};
      if (key !== 'x' || isSetting || min == null || max == null) return;
      isSetting = true;
      for (const other of charts) if (other !== self) other.setScale('x', { min, max });
      isSetting = false;
    },
  ];
  chart.over.addEventListener('dblclick', () => chart.setScale('x', { min: x.min, max: x.max }));
  chart.setScale('x', { min: x.min, max: x.max });
}
addEventListener('resize', () => {
  for (const chart of charts) chart.setSize({ width: width(), height: chart.height });
});
document.body.dataset.ready = String(data.bars.length);
