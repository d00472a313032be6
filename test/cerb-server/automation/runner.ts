import { logAutomation, type LogLine } from '../records/automation-log';
import { isDict, type Dict, type Value } from '../records/values';
import { cutToWidth } from '../records/write/text';
import type { CerbState } from '../state';
import { isTrue, textOf } from '../templates/php';
import { inputError, requestOf, type HttpCall, type HttpReply } from './http-request';
import { childOf, type KataNode } from './kata';
import { isAllowed, timeLimit } from './policy';
import type { ScriptScope } from './scope';
import { typeOf } from './script';
import { mapOf, valueOf, type Trouble } from './values';

const LEVELS: Record<string, LogLine['level'] | undefined> = {
	log: 'debug',
	'log.error': 'error',
	'log.warn': 'warning',
};

/** Commands that wait for answers: each call is sent by whoever runs them. */
type Steps<Result> = Generator<HttpCall, Result, HttpReply>;

/** How commands end: on to the next, by `return:`, or by an error that ends the automation. */
type Exit = 'next' | 'return' | 'error';

/** One run of an automation: its script is read already, `policy_kata` is not. */
export class Runner {
	/** What this server does not know; the run ends there. */
	unclaimed: string | undefined;

	private readonly startedAt = Date.now();

	/** What `return:` gives. */
	returned: Dict = {};

	constructor(
		private readonly state: CerbState,
		private readonly automation: { name: string; policy: string },
		private readonly scope: ScriptScope,
	) {}

	/** Runs commands; what ends the automation with an error is in the log then. */
	*run(commands: KataNode[]): Steps<void> {
		yield* this.all(commands, 'start');
	}

	log(node: string, level: LogLine['level'], message: string): void {
		logAutomation(this.state, { automation: this.automation.name, node, level, message });
	}

	private *all(commands: KataNode[], path: string): Steps<Exit> {
		for (const command of commands) {
			const exit = yield* this.one(command, `${path}:${command.key}`);
			if (exit !== 'next') return exit;
		}
		return 'next';
	}

	private *one(command: KataNode, path: string): Steps<Exit> {
		const name = typeOf(command.key);
		if (command.annotations.length > 0) {
			const key = `${command.key}@${command.annotations.join(',')}`;
			return this.end(
				`Annotations other than \`return@key\` are not allowed on commands (\`${key}:\`)`,
			);
		}
		switch (name) {
			case 'set':
				return this.set(command, path);
			case 'return':
				return this.leave(command, path);
			case 'outcome':
				return yield* this.outcome(command, path);
			case 'http.request':
				return yield* this.request(command, path);
			default:
				return this.write(command, path, LEVELS[name] ?? 'debug');
		}
	}

	/** An error outside of any command's place. */
	private end(message: string): Exit {
		this.log('', 'error', message);
		return 'error';
	}

	/** Keeps what could not be worked out: a template's error is logged, the run goes on. */
	private settle({ error, unclaimed }: Trouble, path: string): Exit {
		if (error !== undefined) this.log(path, 'error', `Scripting error: ${error}`);
		this.unclaimed ??= unclaimed;
		return this.unclaimed === undefined ? 'next' : 'error';
	}

	private value(node: KataNode, path: string): Value {
		const trouble: Trouble = {};
		const value = valueOf(node, this.scope, trouble);
		this.settle(trouble, path);
		return value;
	}

	private get exit(): Exit {
		return this.unclaimed === undefined ? 'next' : 'error';
	}

	private set(command: KataNode, path: string): Exit {
		for (const node of command.children) {
			this.scope.set(node.key, this.value(node, `${path}:${node.key}`));
		}
		return this.exit;
	}

	private leave(command: KataNode, path: string): Exit {
		const trouble: Trouble = {};
		const value = mapOf(command.children, this.scope, trouble);
		if (this.settle(trouble, path) === 'error') return 'error';
		this.returned = isDict(value) ? value : {};
		return 'return';
	}

	private *outcome(command: KataNode, path: string): Steps<Exit> {
		const condition = childOf(command.children, 'if');
		const isMet = condition === undefined || isTrue(this.value(condition, path));
		if (this.exit === 'error' || !isMet) return this.exit;
		return yield* this.all(childOf(command.children, 'then')?.children ?? [], `${path}:then`);
	}

	private write(command: KataNode, path: string, level: LogLine['level']): Exit {
		const message = this.value(command, path);
		if (this.exit === 'error') return 'error';
		if (isTrue(message)) this.log(path, level, cutToWidth(textOf(message), 1024));
		return 'next';
	}

	/** Only answers of others take time; the log names that as the node, too (10.4.10). */
	private hasTimedOut(): boolean {
		const limit = timeLimit(this.automation.policy);
		if (Date.now() - this.startedAt <= limit) return false;
		const message = `Execution timed out after ${limit}ms`;
		this.log(message, 'error', message);
		return true;
	}

	/** The reply to a request, or what kept it from being sent. */
	private *reply(inputs: Dict, output: Value, path: string): Steps<HttpReply> {
		const wrong = inputError(inputs);
		if (wrong !== undefined) return typeof wrong === 'string' ? { error: wrong } : wrong;
		const trouble: Trouble = {};
		const dictionary = { node: { id: path, type: 'http.request' }, inputs, output };
		const { state } = this;
		if (!isAllowed(this.automation.policy, 'http.request', dictionary, state, trouble)) {
			const error = 'The automation policy does not allow this command (http.request).';
			return { error, unclaimed: trouble.unclaimed };
		}
		const call = requestOf(inputs);
		if ('unclaimed' in call) return call;
		const reply = yield call;
		return { ...reply, response: { ...reply.response, url: call.url } };
	}

	private *request(command: KataNode, path: string): Steps<Exit> {
		const trouble: Trouble = {};
		const part = (key: string): Value => {
			const node = childOf(command.children, key);
			return node === undefined ? [] : valueOf(node, this.scope, trouble);
		};
		const [inputs, output] = [part('inputs'), part('output')];
		if (this.settle(trouble, path) === 'error') return 'error';
		const isNamed = typeof output === 'string' && output !== '';
		let reply: HttpReply = { error: '`output:` is required.' };
		if (isNamed && typeof inputs === 'string') reply = { error: "'inputs:' must be an array." };
		else if (isNamed) reply = yield* this.reply(isDict(inputs) ? inputs : {}, output, path);
		this.unclaimed ??= reply.unclaimed;
		if (this.unclaimed !== undefined || this.hasTimedOut()) return 'error';
		const { error, response = {} } = reply;
		if (isNamed) this.scope.set(output, error === undefined ? response : { ...response, error });
		const event = error === undefined ? 'on_success' : 'on_error';
		const next = childOf(command.children, event);
		if (next === undefined) return error === undefined ? 'next' : this.end(error);
		return yield* this.all(next.children, `${path}:${event}`);
	}
}
