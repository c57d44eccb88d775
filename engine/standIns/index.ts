/**
 * Small replacements for the standard nodes that example workflows use and that n8n-core does not contain.
 * They take the parameters of the real nodes (checked against n8n-nodes-base 2.40) and give items of the same shape,
 * so the same workflow file runs unchanged in a whole n8n. What they leave out, they refuse.
 */
import type { NodeTypeSource } from '../types';
import { Filter, If } from './conditions';
import { ConvertToFile } from './convertToFile';
import { ExtractFromFile } from './extractFromFile';
import { FormTrigger } from './formTrigger';
import { HttpRequest } from './httpRequest';
import { Merge } from './merge';
import { Items, NoOp, StickyNote } from './passThrough';
import { Postgres } from './postgres';
import { ReadWriteFile } from './readWriteFile';
import { RemoveDuplicates } from './removeDuplicates';
import { SetNode } from './set';
import { SplitOut } from './splitOut';
import { Summarize } from './summarize';
import { ManualTrigger, ScheduleTrigger } from './triggers';
import { Wait } from './wait';

export const standIns: Record<string, NodeTypeSource> = {
	'n8n-nodes-base.manualTrigger': ManualTrigger,
	'n8n-nodes-base.scheduleTrigger': ScheduleTrigger,
	'n8n-nodes-base.formTrigger': FormTrigger,
	'n8n-nodes-base.readWriteFile': ReadWriteFile,
	'n8n-nodes-base.extractFromFile': ExtractFromFile,
	'n8n-nodes-base.convertToFile': ConvertToFile,
	'n8n-nodes-base.set': SetNode,
	'n8n-nodes-base.if': If,
	'n8n-nodes-base.filter': Filter,
	'n8n-nodes-base.merge': Merge,
	'n8n-nodes-base.splitOut': SplitOut,
	'n8n-nodes-base.summarize': Summarize,
	'n8n-nodes-base.httpRequest': HttpRequest,
	'n8n-nodes-base.noOp': NoOp,
	'n8n-nodes-base.postgres': Postgres,
	'n8n-nodes-base.removeDuplicates': RemoveDuplicates,
	'n8n-nodes-base.wait': Wait,
	'n8n-nodes-base.stickyNote': StickyNote,
	'test.items': Items,
	'test.collect': NoOp,
};
