import type { CerbResource } from '../operation';
import { importMessage } from './import.operation';

export const message: CerbResource = {
	value: 'message',
	name: 'Message',
	description: 'Emails as they come in',
	operations: [importMessage],
};
