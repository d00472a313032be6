import type { FunctionsBase, Logger } from 'n8n-workflow';

import { hear } from './watched';

const LEVELS = ['debug', 'error', 'info', 'warn'];

/** The same context, with a copy of what its logger is told, e.g. `warn: …`. */
export function recordLog<Context extends Pick<FunctionsBase, 'logger'>>(
	context: Context,
	lines: string[],
): Context {
	const { logger } = context;
	hear(logger);
	const told = new Proxy(logger, {
		get: (target, name: keyof Logger) => {
			const method = target[name] as (...line: unknown[]) => void;
			if (!LEVELS.includes(name)) return method;
			return (...line: unknown[]) => {
				lines.push(`${name}: ${String(line[0])}`);
				method.apply(target, line);
			};
		},
	});
	return Object.create(context, { logger: { value: told } }) as Context;
}
