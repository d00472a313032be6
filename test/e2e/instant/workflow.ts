/* eslint-disable @n8n/community-nodes/no-restricted-imports -- signs and posts as Cerb does from the test process, never inside n8n */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { RestApi } from '../n8n-host/rest-api';
import {
	createCredential,
	createWorkflow,
	credentialsOf,
	executionsOf,
} from '../n8n-host/workflows';
import type { Place } from './places';

export const TRIGGER = 'Changed';

/** Waits until something holds. @throws Error after half a minute */
export async function until(holds: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 30_000; !(await holds()); await wait(200)) {
		if (Date.now() > end) throw new Error('It did not come to be within 30 s');
	}
}

/** A stored workflow that starts with changes of tasks and does nothing. */
export class InstantWorkflow {
	private constructor(
		private readonly api: RestApi,
		readonly id: string,
		private readonly webhookId: string,
	) {}

	/** @param mark how the titles of the tasks begin that it watches */
	static async create(
		api: RestApi,
		cerb: Place,
		mark: string,
		parameters: IDataObject,
	): Promise<InstantWorkflow> {
		const credential = await createCredential(api, 'cerbOAuth2Api', 'My Cerb', cerb.credential);
		const webhookId = randomUUID();
		const { options, ...rest } = parameters;
		const id = await createWorkflow(api, {
			name: 'Tasks at once',
			nodes: [
				{
					name: TRIGGER,
					type: 'n8n-nodes-cerb.cerbInstantTrigger',
					webhookId,
					parameters: {
						events: ['created', 'updated', 'deleted'],
						recordTypes: ['task'],
						...rest,
						options: {
							// What changes here is changed by the worker of the credential.
							ignoreOwnChanges: false,
							condition: `record_title starts with '${mark}'`,
							...(options as IDataObject),
						},
					},
					credentials: credentialsOf(credential),
				},
				{ name: 'End', type: 'n8n-nodes-base.noOp' },
			],
			connections: { [TRIGGER]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
		});
		return new InstantWorkflow(api, id, webhookId);
	}

	/** Where n8n listens while the workflow is active. */
	get url(): string {
		return `${this.api.url}/webhook/${this.webhookId}/webhook`;
	}

	/** What came to the end of the workflow, of all its executions, oldest first. */
	async given(): Promise<IDataObject[]> {
		const executions = await executionsOf(this.api, this.id);
		return executions.flatMap(({ items }) => items('End').map(({ json }) => json));
	}

	/** Waits until so many things have come to the end. @returns all of them */
	async waitFor(count: number): Promise<IDataObject[]> {
		await until(async () => (await this.given()).length >= count);
		return await this.given();
	}

	/** How many executions there are, whatever became of them. */
	async executions(): Promise<number> {
		return (await executionsOf(this.api, this.id)).length;
	}
}

/** What an automation signs with. @throws Error when it does not sign */
export function secretOf({ script }: IDataObject): string {
	const [, secret] = /hash_hmac\('([0-9a-f]{64})'/.exec(String(script)) ?? [];
	if (secret === undefined) throw new Error('The script does not sign');
	return secret;
}

/** Deliveries that were never Cerb's. */
export class Forgery {
	constructor(
		private readonly url: string,
		private readonly secret: string,
	) {}

	/** Unix seconds. */
	readonly now = Math.floor(Date.now() / 1000);

	/** A body as Cerb sends it. */
	body(title: string): string {
		return JSON.stringify({
			delivery: randomUUID(),
			event: 'updated',
			type: 'task',
			id: 1,
			label: title,
			actor: { type: 'worker', id: 1, name: 'Nobody' },
			before: { id: 1, title: 'before' },
			after: { id: 1, title },
		});
	}

	/** The signature that the trigger's own automation would make. */
	sign(body: string, time = this.now): string {
		return `sha256=${createHmac('sha256', this.secret).update(`${time}.${body}`).digest('hex')}`;
	}

	/** @returns n8n's status */
	async post(body: string, time?: number, signature?: string): Promise<number> {
		const { status } = await fetch(this.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				connection: 'close',
				...(time === undefined ? {} : { 'x-cerb-timestamp': String(time) }),
				...(signature === undefined ? {} : { 'x-cerb-signature': signature }),
			},
			body,
		});
		return status;
	}
}
