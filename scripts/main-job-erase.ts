/** The third workflow: a customer who asked for it is erased from CDXP, and the erasure is proved. */
import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../engine';
import type { Sandbox } from '../sandbox';
import type { Check } from './main-job-checks';
import { plainTable } from './main-job-report';
import { credentialsOf, parametersOf, readWorkflow } from './main-job-run';

export const ERASE_WORKFLOW = 'examples/erase-customer.json';
const CUSTOMER_NODE = 'Customer to Erase';
const FOUND_NODE = 'Still There';
const PROOF_NODE = 'Proof';

export interface ErasePart {
	/** The items of the workflow's last node. */
	proof: IDataObject[];
	check: Check;
}

/** Erases this customer; the account must hold the contact before and must not after. */
export async function runErase(
	engine: Engine,
	sandbox: Sandbox,
	email: string,
): Promise<ErasePart> {
	const workflow = readWorkflow(ERASE_WORKFLOW);
	const { assignments } = parametersOf(workflow, CUSTOMER_NODE).assignments as {
		assignments: IDataObject[];
	};
	assignments[0].value = email;

	const { store } = sandbox;
	const held = store.contactByEmail(email);
	const count = store.contacts().length;
	const run = await engine.run(workflow, { credentials: credentialsOf(sandbox, 0) });
	const proof = run.out(PROOF_NODE);

	const differences: string[] = [];
	const claim = (holds: boolean, otherwise: string) => {
		if (!holds) differences.push(otherwise);
	};
	claim(held !== undefined, `${email} was not in the account`);
	claim(
		run.status === 'success',
		`the execution ended as "${run.status}": ${run.failure?.message}`,
	);
	claim(store.contactByEmail(email) === undefined, `${email} is still in the account`);
	claim(store.contacts().length === count - 1, 'not exactly one contact was removed');
	if (held) {
		const left = { ...store.fieldValuesOf(held.id), ...store.listStatusOf(held.id) };
		claim(Object.keys(left).length === 0, 'values or consents of the contact are left');
	}
	claim(run.out(FOUND_NODE).length === 0, 'the workflow still finds the contact');
	claim(proof.length === 1, `${proof.length} proofs, not one`);
	for (const item of proof) {
		claim(item.erased === true, `the proof is none: ${String(item.provedBy)}`);
		claim(item.deletedId === held?.id, `contact ${String(item.deletedId)} was deleted`);
		claim(String(item.provedBy).includes(email), 'the proof names another contact');
	}
	return {
		proof,
		check: {
			title: 'A customer erased on request is gone, and the workflow proves it',
			differences,
		},
	};
}

export function proofTable(proof: IDataObject[]): string {
	const table = plainTable(['Erased', 'Contact ID', 'Proved by']);
	for (const { email, deletedId, provedBy } of proof)
		table.push([String(email), String(deletedId), String(provedBy)]);
	return table.toString();
}
