import { setHandlers } from '../events/handlers';
import type { Dict } from '../records/values';
import { MailDesk, type Form } from './mail-desk';
import { Receiver } from './receiver';

const POLICY = 'commands:\n  http.request:\n    allow@bool: yes\n';

/** Sends all that an automation sees. */
export const dumpScript = (url: string): string => `start:
  http.request/post:
    output: reply
    inputs:
      method: POST
      url: ${url}/hook
      timeout: 3
      headers:
        Content-Type: application/json
      body@text: {{cerb_placeholders_list()|json_encode}}
    on_error:
      log.error/failed: not taken: {{reply.error}}
`;

/** A helpdesk whose changes are watched by automations, and the receiver of what they send. */
export class WatchedDesk extends MailDesk {
	readonly receiver = new Receiver();

	/** Makes an automation for changes of records; its id, or Cerb's message. */
	async automate(name: string, script: string, policy = POLICY): Promise<number | string> {
		const made = await this.ask('POST records/automation/create', {
			'fields[name]': name,
			'fields[extension_id]': 'cerb.trigger.record.changed',
			'fields[script]': script,
			'fields[policy_kata]': policy,
		});
		return typeof made === 'string' ? made : Number(made.id);
	}

	/** Starts the receiver and lets everything be told to it. */
	async watch(): Promise<void> {
		await this.receiver.start();
		await this.automate('test.dump', dumpScript(this.receiver.url));
		setHandlers(this.state, 'automation/dump:\n  uri: cerb:automation:test.dump\n');
	}

	/** What a request tells the automations: the dictionaries in their order, without the log's. */
	async events(line: string, form: Form = {}): Promise<Dict[]> {
		this.receiver.take();
		this.answer = await this.ask(line, form);
		return this.receiver
			.take()
			.map(({ body }) => JSON.parse(body) as Dict)
			.filter(({ record__type: type }) => type !== 'activity_log');
	}

	/** Runs a script for a change of the first task; the log of automations then. */
	async runFor(script: string, policy = POLICY): Promise<string[]> {
		const made = await this.automate('test.run', script, policy);
		if (typeof made === 'string') throw new TypeError(made);
		// Not before: a new automation is a change of a record, too.
		setHandlers(this.state, 'automation/run:\n  uri: cerb:automation:test.run\n');
		const changes = { 'fields[title]': 'Changed', 'fields[owner_id]': 0 };
		const answer = await this.ask('PUT records/task/1', changes);
		if (typeof answer === 'string') throw new TypeError(answer);
		return this.log();
	}

	/** The last answer to `events`. */
	answer: Dict | string = {};

	/** What automations wrote into their log, oldest first: `node: message`. */
	log(): string[] {
		return [...this.state.table('automation_log').scan()].map(
			(row) => `${String(row.automation_node)}: ${String(row.message)}`,
		);
	}
}
