import type { CerbResource } from '../operation';
import { search } from './search.operation';

export const record: CerbResource = {
	value: 'record',
	name: 'Record',
	description: 'Records of any type: tickets, tasks, organizations, custom records and all others',
	operations: [search],
};
