import type { Schema, SchemaKey } from './schema';

const command = (below: Schema | (() => Schema)): SchemaKey => ({ below, isNamed: true });

/** Commands that this server runs; `http.request` only where records change. */
const OWN: Record<string, SchemaKey> = {
	'http.request': command({
		output: { below: 'any' },
		inputs: {
			below: {
				authentication: { below: 'any' },
				body: { below: 'any' },
				headers: { below: 'any' },
				method: { below: 'any' },
				response: { below: 'any' },
				timeout: { below: 'any' },
				url: { below: 'any' },
			},
		},
		on_error: { below: () => COMMANDS },
		on_simulate: { below: () => COMMANDS },
		on_success: { below: () => COMMANDS },
	}),
	log: command('any'),
	'log.error': command('any'),
	'log.warn': command('any'),
	outcome: command({ if: { below: 'any' }, then: { below: () => COMMANDS } }),
	return: command('any'),
	set: command('any'),
};

/** Commands that Cerb 10.4.10 has and this server does not run. */
const OTHERS =
	'api.command await data.query decision decrypt.pgp email.parse encrypt.pgp error file.read file.write function kata.parse metric.increment queue.pop queue.push record.create record.delete record.get record.search record.update record.upsert repeat simulate.error simulate.success storage.delete storage.get storage.set var.expand var.push var.set var.unset while'.split(
		' ',
	);

/** All commands of Cerb 10.4.10 with what may stand below them. */
export const COMMANDS: { [key: string]: SchemaKey } = {
	...OWN,
	...Object.fromEntries(OTHERS.map((name) => [name, command('any')])),
};

export function isOwnCommand(name: string): boolean {
	return Object.hasOwn(OWN, name);
}

const rule = { below: { allow: command('any'), deny: command('any') } };

/** What a policy may say: rules for commands that reach out, callers, settings. */
export const POLICY: Schema = {
	callers: { below: 'any' },
	commands: {
		below: Object.fromEntries(
			Object.keys(COMMANDS)
				.filter((name) => name === 'function' || /^(?!kata|log|simulate|var)\w+\./.test(name))
				.map((name) => [name, rule]),
		),
	},
	settings: { below: { time_limit_ms: { below: 'any' } } },
};
