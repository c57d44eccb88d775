/**
 * Small replacements for the standard nodes that example workflows use and that n8n-core does not contain.
 * They take the parameters of the real nodes (checked against n8n-nodes-base 2.40) and give items of the same shape,
 * so the same workflow file runs unchanged in a whole n8n. What they leave out, they refuse.
 */
import type { NodeTypeSource } from '../types';
import { ConvertToFile } from './convertToFile';
import { ExtractFromFile } from './extractFromFile';
import { Items, NoOp, StickyNote } from './passThrough';
import { ReadWriteFile } from './readWriteFile';
import { SetNode } from './set';
import { ManualTrigger, ScheduleTrigger } from './triggers';

export const standIns: Record<string, NodeTypeSource> = {
	'n8n-nodes-base.manualTrigger': ManualTrigger,
	'n8n-nodes-base.scheduleTrigger': ScheduleTrigger,
	'n8n-nodes-base.readWriteFile': ReadWriteFile,
	'n8n-nodes-base.extractFromFile': ExtractFromFile,
	'n8n-nodes-base.convertToFile': ConvertToFile,
	'n8n-nodes-base.set': SetNode,
	'n8n-nodes-base.noOp': NoOp,
	'n8n-nodes-base.stickyNote': StickyNote,
	'test.items': Items,
	'test.collect': NoOp,
};
