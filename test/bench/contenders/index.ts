import type { Contender, Target } from '../contender';
import { cerbNode } from './cerb-node';
import { helperNode } from './helper-node';
import { httpRequestNode } from './http-request-node';
import { keepAlive } from './keep-alive';

/** All that are compared, by the names they have in the table. */
export const CONTENDERS = {
	'this package': cerbNode,
	'keep-alive client': async (target: Target) => await Promise.resolve(keepAlive(target)),
	"n8n's helper": helperNode,
	'HTTP Request, 500 a page': async (target: Target) => await httpRequestNode(target, 500),
	'HTTP Request, default': async (target: Target) => await httpRequestNode(target, undefined),
} satisfies Record<string, (target: Target) => Promise<Contender>>;

export type ContenderName = keyof typeof CONTENDERS;
