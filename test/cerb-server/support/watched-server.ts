import { startCerbServer, type CerbServer } from '../index';
import type { CerbState } from '../state';
import { httpCall } from './http-call';
import { Receiver } from './receiver';

const POLICY = 'commands:\n  http.request:\n    allow@bool: yes\n';

/** A handler of record.changed, or a listener's text. */
export const handler = (key: string, name: string, more = ''): string =>
	`automation/${key}:\n  uri: cerb:automation:${name}\n${more}`;

/** A running Cerb, and who its automations tell of changes. */
export class WatchedServer {
	readonly receiver = new Receiver();

	server!: CerbServer;

	async start(state: CerbState): Promise<void> {
		await this.receiver.start();
		this.server = await startCerbServer({ state });
	}

	async stop(): Promise<void> {
		await this.server.stop();
		await this.receiver.stop();
	}

	/** An automation that sends its name and the record's type and title. */
	add(name: string, policy = POLICY): void {
		const script = `start:\n  http.request:\n    output: reply\n    inputs:\n      method: POST\n      url: ${this.receiver.url}/${name}\n      timeout: 5\n      body: {{record__type}} {{change_type}}: {{record__label}}, was {{was_record__label}}\n`;
		this.server.state.create('automation', {
			name,
			extension_id: 'cerb.trigger.record.changed',
			script,
			policy_kata: policy,
		});
	}

	async put(path: string, form: Record<string, string>) {
		const { accessToken } = this.server.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		return await httpCall(`${this.server.url}/rest/records/${path}.json`, {
			method: 'PUT',
			headers: { Authorization: `Bearer ${accessToken}` },
			body: new URLSearchParams(form).toString(),
		});
	}

	/** What came, as `/name body`. */
	taken(): string[] {
		return this.receiver.take().map(({ path, body }) => `${path} ${body}`);
	}
}
