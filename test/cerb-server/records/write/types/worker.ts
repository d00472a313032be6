import { findType } from '../../registry';
import { checkIds } from '../ids';
import { adminsOnly, isAdmin, type Writer } from '../writer';
import { emailKey } from './contact';
import { isSender } from './group';

/** Worker: its address must not belong to a group; the password is kept as it is sent. */
export const worker: Writer = {
	keys: {
		email: emailKey('email_id'),
		email_ids: (value, columns) => {
			columns.set('_email_ids', value);
			return undefined;
		},
		password: (value, columns) => {
			columns.set('_password', value);
			return undefined;
		},
	},
	checkColumn: {
		email_id: (value, _columns, { state }) =>
			isSender(Number(value), state)
				? "'Email' You can not assign an email address to a worker that is already assigned to a group or bucket."
				: undefined,
	},
	isWritable: isAdmin,
	beforeWrite: adminsOnly,
	// What the database has where the API writes nothing (measured on Cerb 10.4.10).
	onCreate: () => ({ at_mention_name: null, title: null, time_format: '' }),
	afterWrite: (row, columns, context) => {
		const { state } = context;
		const password = columns.get('_password');
		if (password !== undefined) row.password = String(password);
		const emails = columns.get('_email_ids');
		if (typeof emails === 'object' && findType('address', state) !== undefined) {
			if (checkIds(emails, 'address', context) !== undefined) return;
			for (const id of Object.values(emails))
				state.update('address', Number(id), { worker_id: row.id });
		}
		if (columns.has('email_id')) {
			state.update('address', Number(row.address_id), { worker_id: row.id });
		}
	},
};
