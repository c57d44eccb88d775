import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { BINARY_ENCODING, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';

/**
 * Read/Write Files from Disk, through the same helpers and file access rules of n8n-core.
 * Reads one file by its path: the real node's glob patterns are refused. A missing file gives no item, as there (version 1).
 */
export class ReadWriteFile implements INodeType {
	description = describe(
		'readWriteFile',
		[1, 1.1],
		[
			property('operation', 'options', 'read', {
				options: ['read', 'write'].map((value) => ({ name: value, value })),
			}),
			property('fileSelector', 'string', '', shownFor('operation', 'read')),
			property('fileName', 'string', '', shownFor('operation', 'write')),
			property('dataPropertyName', 'string', 'data', shownFor('operation', 'write')),
			property(
				'options',
				'collection',
				{},
				{
					options: [
						property('fileExtension', 'string', ''),
						property('fileName', 'string', ''),
						property('mimeType', 'string', ''),
						property('dataPropertyName', 'string', 'data'),
						property('append', 'boolean', false),
					],
				},
			),
		],
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const one = this.getNodeParameter('operation', 0) === 'write' ? write : read;
		const output: INodeExecutionData[] = [];
		for (const itemIndex of this.getInputData().keys()) {
			try {
				output.push(...(await one.call(this, itemIndex)));
			} catch (error) {
				if (!this.continueOnFail())
					throw new NodeApiError(
						this.getNode(),
						{ message: (error as Error).message },
						{ itemIndex, message: (error as Error).message },
					);
				output.push({ json: { error: (error as Error).message }, pairedItem: { item: itemIndex } });
			}
		}
		return [output];
	}
}

async function read(this: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const selector = this.getNodeParameter('fileSelector', itemIndex) as string;
	if (/[*?{}[\]]/.test(selector)) {
		throw new NodeOperationError(
			this.getNode(),
			`The stand-in reads a file by its path; "${selector}" is a pattern`,
		);
	}
	const { dataPropertyName, ...given } = this.getNodeParameter(
		'options',
		itemIndex,
		{},
	) as IDataObject;
	let stream;
	try {
		stream = await this.helpers.createReadStream(await this.helpers.resolvePath(selector));
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		if (missing && this.getNode().typeVersion === 1) return [];
		throw missing
			? new NodeOperationError(this.getNode(), 'No file(s) found', { itemIndex })
			: error;
	}
	const binary = Object.assign(await this.helpers.prepareBinaryData(stream, selector), given);
	const { mimeType, fileType, fileName, fileExtension, fileSize } = binary;
	return [
		{
			json: { mimeType, fileType, fileName, fileExtension, fileSize },
			binary: { [(dataPropertyName as string) || 'data']: binary },
			pairedItem: { item: itemIndex },
		},
	];
}

async function write(this: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const fileName = this.getNodeParameter('fileName', itemIndex) as string;
	const { append } = this.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const binary = this.helpers.assertBinaryData(
		itemIndex,
		this.getNodeParameter('dataPropertyName', itemIndex) as string,
	);
	const content = binary.id
		? await this.helpers.getBinaryStream(binary.id)
		: Buffer.from(binary.data, BINARY_ENCODING);
	const flag = append
		? constants.O_APPEND
		: constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
	await this.helpers.writeContentToFile(await pathToWrite.call(this, fileName), content, flag);
	const item = this.getInputData()[itemIndex];
	return [
		{
			json: { ...item.json, fileName },
			binary: { ...item.binary },
			pairedItem: { item: itemIndex },
		},
	];
}

type ResolvedPath = Awaited<ReturnType<IExecuteFunctions['helpers']['resolvePath']>>;

/** n8n-core knows a new file by an `instanceof Error`, which is false in jest's own context; so the folder is resolved. */
async function pathToWrite(this: IExecuteFunctions, fileName: string): Promise<ResolvedPath> {
	try {
		return await this.helpers.resolvePath(fileName);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		return join(
			await this.helpers.resolvePath(dirname(fileName)),
			basename(fileName),
		) as ResolvedPath;
	}
}
