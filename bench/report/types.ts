import type { Side } from '../child/jobs';

/** What a row of the bench found out; terminal, page and charts are made of it. */

export interface Bar {
	/** What is asked for, in words. */
	title: string;
	wanted: string;
	measured: string;
	passed: boolean;
}

export interface Table {
	/** Said above the table, where a row has several. */
	title?: string;
	head: string[];
	rows: string[][];
}

export interface Chart {
	/** File name without ending. */
	name: string;
	title: string;
	/** Unit of the values. */
	unit: string;
	groups: string[];
	series: Array<{ name: Side; values: number[] }>;
}

export interface Finding {
	id: string;
	title: string;
	/** How it was measured, in one or two sentences. */
	how: string;
	tables: Table[];
	bars: Bar[];
	charts?: Chart[];
	/** The numbers as measured. */
	raw: unknown;
}
