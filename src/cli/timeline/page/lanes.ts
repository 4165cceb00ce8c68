/** Bars in lanes, drawn on the canvas of a chart. */
import type uPlot from 'uplot';
import type { Bar, TimelineData } from '../contract.js';
import { COLOURS } from './style.js';

export type Show = (bar: Bar | undefined, left: number, top: number) => void;

const LANE = 34;
const BAR = 20;
const AXIS = 40;
const MARGIN = 8;
/** Nothing is drawn narrower, so that an event can be seen and pointed at. */
const LEAST = 4;

interface Box {
  readonly bar: Bar;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

class Lanes {
  private readonly data: TimelineData;
  private readonly show: Show;
  private boxes: Box[] = [];

  constructor(data: TimelineData, show: Show) {
    this.data = data;
    this.show = show;
  }

  draw(chart: uPlot): void {
    const { ctx, bbox } = chart;
    const scale = devicePixelRatio;
    this.boxes = [];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const bar of this.data.bars) this.bar(chart, bar, scale);
    ctx.restore();
    this.names(chart, scale);
  }

  /** Shows what is at the pointer; of several the one drawn last. */
  point(chart: uPlot): void {
    const { left = -1, top = -1 } = chart.cursor;
    const [x, y] = [left * devicePixelRatio + chart.bbox.left, top * devicePixelRatio + chart.bbox.top];
    const found = this.boxes.findLast((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    const { x: pageLeft, y: pageTop } = chart.over.getBoundingClientRect();
    this.show(found?.bar, pageLeft + left + scrollX, pageTop + top + scrollY);
  }

  private bar(chart: uPlot, bar: Bar, scale: number): void {
    const { ctx, bbox } = chart;
    const from = chart.valToPos(bar.from, 'x', true);
    const to = chart.valToPos(bar.to, 'x', true);
    if (to < bbox.left || from > bbox.left + bbox.width) return;
    const width = Math.max(LEAST * scale, to - from);
    const left = bar.from === bar.to ? from - width / 2 : from;
    const top = bbox.top + (bar.lane * LANE + (LANE - BAR) / 2) * scale;
    ctx.fillStyle = COLOURS[bar.meaning];
    ctx.fillRect(left, top, width, BAR * scale);
    this.boxes.push({ bar, left, right: left + width, top, bottom: top + BAR * scale });
    if (bar.limit !== undefined) this.limit(chart, bar.limit, top, scale);
  }

  private limit(chart: uPlot, at: number, top: number, scale: number): void {
    const left = chart.valToPos(at, 'x', true);
    chart.ctx.fillStyle = COLOURS.limit;
    chart.ctx.fillRect(left, top + BAR * scale - 6 * scale, 1.5 * scale, 6 * scale);
  }

  private names({ ctx, bbox }: uPlot, scale: number): void {
    ctx.save();
    ctx.fillStyle = '#334155';
    ctx.font = `${12 * scale}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    for (const [i, name] of this.data.lanes.entries()) {
      const y = bbox.top + (i + 0.5) * LANE * scale;
      ctx.fillText(name, bbox.left - 8 * scale, y, bbox.left - 10 * scale);
      ctx.fillRect(bbox.left, bbox.top + (i + 1) * LANE * scale, bbox.width, 0.5 * scale);
    }
    ctx.restore();
  }
}

export function laneOptions(data: TimelineData, width: number, show: Show): uPlot.Options {
  const lanes = new Lanes(data, show);
  return {
    width,
    height: data.lanes.length * LANE + AXIS + MARGIN,
    padding: [MARGIN, MARGIN, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: 'timeline' }, y: false, points: { show: false } },
    scales: { x: { time: false, range: (_, min, max) => [min, max] }, y: { range: [0, 1] } },
    axes: [{ size: AXIS }, { size: 130, values: () => [], grid: { show: false }, ticks: { show: false } }],
    series: [{}, { label: 'bars' }],
    hooks: { draw: [(chart) => lanes.draw(chart)], setCursor: [(chart) => lanes.point(chart)] },
  };
}
