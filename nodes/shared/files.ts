import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

/** A file an item brings along. */
export interface GivenFile {
	/** Its name, empty where it has none. */
	name: string;
	mimeType: string;
	bytes: Buffer;
}

/** An output row that carries files, by the name of the binary property. */
export class RowWithFiles {
	constructor(
		readonly json: IDataObject,
		readonly binary: IBinaryKeyData,
	) {}
}

/** What an operation puts out. */
export type Row = IDataObject | RowWithFiles;

/** One output row for all items of a batch, such as a file made of them. */
export class JointRow {
	constructor(readonly row: Row) {}
}
