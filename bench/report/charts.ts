import { createRequire } from 'node:module';
import { join } from 'node:path';

import { PEER_HOME } from '../harness/places';
import type { Chart } from './types';
import { count, NAMES, number } from './words';

/** The part of Apache ECharts that is used; it is installed with the peer, so its types may not be here. */
interface ECharts {
	init(
		element: null,
		theme: null,
		options: { renderer: 'svg'; ssr: true; width: number; height: number },
	): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

const WIDTH = 760;
const BAR_HEIGHT = 26;
const FRAME_HEIGHT = 110;

/** Each colour on a light page, and what it becomes on a dark one. */
const INK = { light: '#1f2328', dark: '#e6edf3' };
const QUIET = { light: '#d1d9e0', dark: '#3d444d' };
const PAPER = { light: '#ffffff', dark: '#0d1117' };
const SERIES = {
	ours: { name: NAMES.ours, light: '#0969da', dark: '#4493f8' },
	peer: { name: NAMES.peer, light: '#9a6700', dark: '#d29922' },
	loop: { name: NAMES.loop, light: '#59636e', dark: '#9198a1' },
	bare: { name: NAMES.bare, light: '#8c959f', dark: '#656c76' },
};

/** A chart of horizontal bars as SVG text that follows the reader's light or dark scheme. */
export function drawChart({ title, unit, groups, series }: Chart): string {
	const load = createRequire(join(PEER_HOME, 'package.json'));
	const echarts = load('echarts') as ECharts;
	const height = FRAME_HEIGHT + groups.length * (series.length * BAR_HEIGHT + 14);
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
	const text = { color: INK.light, fontFamily: 'system-ui, sans-serif', fontSize: 13 };
	chart.setOption({
		animation: false,
		backgroundColor: PAPER.light,
		textStyle: text,
		title: { text: `${title} (${unit})`, left: 16, top: 12, textStyle: { ...text, fontSize: 15 } },
		legend: { left: 16, top: 40, textStyle: text, itemWidth: 14, itemGap: 36 },
		grid: { left: 28, right: 90, top: 76, bottom: 16, containLabel: true },
		xAxis: {
			type: 'value',
			axisLabel: { show: false },
			splitLine: { lineStyle: { color: QUIET.light } },
		},
		yAxis: {
			type: 'category',
			inverse: true,
			data: groups,
			axisLabel: text,
			axisTick: { show: false },
			axisLine: { lineStyle: { color: QUIET.light } },
		},
		series: series.map(({ name, values }) => ({
			type: 'bar',
			name: SERIES[name].name,
			data: values,
			color: SERIES[name].light,
			label: {
				...text,
				show: true,
				position: 'right',
				formatter: ({ value }: { value: number }) =>
					Number.isInteger(value) ? count(value) : number(value),
			},
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return withDarkScheme(svg, title);
}

/** Lets the colours follow the reader's scheme, and names the picture for those who cannot see it. */
export function withDarkScheme(svg: string, title: string): string {
	const rules = [INK, QUIET, PAPER, ...Object.values(SERIES)].flatMap(({ light, dark }) => [
		`[fill="${light}"]{fill:${dark}}`,
		`[stroke="${light}"]{stroke:${dark}}`,
	]);
	const style = `<style>@media(prefers-color-scheme:dark){${rules.join('')}}</style>`;
	const name = title.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
	return `${svg.replace(/^<svg[^>]*>/, (open) => `${open}<title>${name}</title>${style}`)}\n`;
}
