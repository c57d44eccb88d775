import type { IDataObject } from 'n8n-workflow';

import { Execution, type StoredExecution } from './execution';
import { type N8nError, Rest } from './rest';

/** Of the n8n on this machine; printed by `npm run editor`. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Loopback-1',
	firstName: 'Owner',
	lastName: 'Example',
};

export interface CredentialRef {
	id: string;
	name: string;
	type: string;
}

export interface StoredWorkflow {
	id: string;
	name: string;
	versionId: string;
	nodes: Array<{ name: string; type: string; webhookId?: string; [key: string]: unknown }>;
	[key: string]: unknown;
}

interface Publication {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers?: Array<{ errorMessage?: string | null }>;
	errorMessage?: string | null;
}

const RUNNING = ['new', 'running', 'waiting'];
const POLL_MS = 100;

/** Drives n8n as its editor does. */
export class N8nClient {
	readonly rest: Rest;
	/** Whether it is an n8n 1: it keeps no published version beside the draft, and says so in other words. */
	isFirstMajor = false;

	constructor(url: string) {
		this.rest = new Rest(url);
	}

	/** Makes the owner on a fresh n8n, and logs in. */
	async logIn(): Promise<void> {
		const { userManagement } = await this.settings();
		const { showSetupOnFirstLoad } = (userManagement ?? {}) as IDataObject;
		if (showSetupOnFirstLoad === true) await this.rest.call('POST', '/owner/setup', OWNER);
		const { email, password } = OWNER;
		await this.rest.call('POST', '/login', { emailOrLdapLoginId: email, password });
		// Told only to those who are logged in.
		this.isFirstMajor = String((await this.settings()).versionCli).startsWith('1.');
	}

	private async settings(): Promise<IDataObject> {
		return await this.rest.call<IDataObject>('GET', '/settings');
	}

	/** Saves a credential; one of this name and type is changed. */
	async saveCredential(name: string, type: string, data: IDataObject): Promise<CredentialRef> {
		const all = await this.rest.call<CredentialRef[]>('GET', '/credentials');
		const known = all.find((credential) => credential.name === name && credential.type === type);
		const [method, path] = known ? ['PATCH', `/credentials/${known.id}`] : ['POST', '/credentials'];
		return await this.rest.call<CredentialRef>(method, path, { name, type, data });
	}

	/** Presses "Test" in the credential's dialog. */
	async testCredential(credential: CredentialRef, data: IDataObject) {
		const { id, name, type } = credential;
		return await this.rest.call<{ status: string; message: string }>('POST', '/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	async workflows(): Promise<StoredWorkflow[]> {
		return await this.rest.call<StoredWorkflow[]>('GET', '/workflows');
	}

	/** Imports a workflow file. n8n finds the credentials it names by their names. */
	async importWorkflow(json: IDataObject): Promise<StoredWorkflow> {
		return await this.rest.call<StoredWorkflow>('POST', '/workflows', { ...json, active: false });
	}

	async workflow(id: string): Promise<StoredWorkflow> {
		return await this.rest.call<StoredWorkflow>('GET', `/workflows/${id}`);
	}

	async removeWorkflow(id: string): Promise<void> {
		await this.rest.call('POST', `/workflows/${id}/archive`, {});
		await this.rest.call('DELETE', `/workflows/${id}`);
	}

	/** Presses "Execute workflow" on a trigger. Does not wait. */
	async start(workflowId: string, trigger: string): Promise<string> {
		const { executionId } = await this.rest.call<{ executionId: string }>(
			'POST',
			`/workflows/${workflowId}/run`,
			{
				triggerToStartFrom: { name: trigger },
				// n8n 1 runs what the editor sends, later ones what is stored.
				...(this.isFirstMajor && { workflowData: await this.workflow(workflowId) }),
			},
		);
		return executionId;
	}

	/** Runs a workflow by hand, to its end. */
	async run(workflowId: string, trigger = 'Manual Trigger', withinMs = 120_000) {
		return await this.finished(await this.start(workflowId, trigger), withinMs);
	}

	async stop(executionId: string): Promise<void> {
		await this.rest.call('POST', `/executions/${executionId}/stop`);
	}

	async execution(id: string): Promise<Execution> {
		return new Execution(await this.rest.call<StoredExecution>('GET', `/executions/${id}`));
	}

	async finished(id: string, withinMs = 120_000): Promise<Execution> {
		const since = Date.now();
		while (Date.now() - since < withinMs) {
			const stored = await this.rest
				.call<StoredExecution>('GET', `/executions/${id}`)
				.catch((error: N8nError) => {
					// Not stored yet.
					if (error.status === 404) return undefined;
					throw error;
				});
			if (stored && !RUNNING.includes(stored.status)) return new Execution(stored);
			await pause();
		}
		throw new Error(`Execution ${id} did not end within ${withinMs / 1000} s`);
	}

	/** Runs a failed execution again, as the editor's button does. @returns the id of the new one */
	async retry(executionId: string): Promise<string> {
		const { id } = await this.rest.call<{ id: string }>(
			'POST',
			`/executions/${executionId}/retry`,
			{
				loadWorkflow: false,
			},
		);
		return id;
	}

	/** What a workflow has executed, newest first. */
	async executionsOf(workflowId: string): Promise<StoredExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/executions?filter=${filter}&limit=100`;
		return (await this.rest.call<{ results: StoredExecution[] }>('GET', path)).results;
	}

	/** Publishes what is saved, and waits until n8n has registered the triggers. @throws Error with n8n's reason */
	async publish(workflowId: string): Promise<void> {
		const { versionId } = await this.workflow(workflowId);
		await this.rest.call('POST', `/workflows/${workflowId}/activate`, { versionId });
		await this.untilPublication(workflowId, 'published');
	}

	async unpublish(workflowId: string): Promise<void> {
		await this.rest.call('POST', `/workflows/${workflowId}/deactivate`, {});
		await this.untilPublication(workflowId, 'not_published');
	}

	private async untilPublication(workflowId: string, wanted: Publication['status']) {
		// n8n 1 answers when it has registered the triggers, or with what went wrong.
		if (this.isFirstMajor) return;
		for (let tries = 0; tries < 300; tries += 1) {
			const path = `/workflows/${workflowId}/publication-status`;
			const publication = await this.rest.call<Publication>('GET', path);
			if (publication.status === wanted) return;
			if (publication.status === 'failed' || publication.status === 'partial')
				throw new Error(`Not published: ${JSON.stringify(publication)}`);
			await pause();
		}
		throw new Error(`Workflow ${workflowId} did not become ${wanted}`);
	}
}

async function pause(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
