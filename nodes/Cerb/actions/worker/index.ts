import type { CerbResource } from '../operation';
import { getMe } from './getMe.operation';

export const worker: CerbResource = {
	value: 'worker',
	name: 'Worker',
	description: 'People who work in Cerb',
	operations: [getMe],
};
