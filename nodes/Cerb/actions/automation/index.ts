import type { CerbResource } from '../operation';
import { getLogs } from './getLogs.operation';
import { invoke } from './invoke.operation';
import { runBehavior } from './runBehavior.operation';

export const automation: CerbResource = {
	value: 'automation',
	name: 'Automation',
	description: 'What administrators of Cerb have made to run inside of it',
	operations: [invoke, runBehavior, getLogs],
};
