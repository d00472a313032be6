import type { IDataObject } from 'n8n-workflow';

import { asText, shown } from '../../cerb/text';
import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation, OperationContext } from '../operation';
import { problem, readRows } from '../parameters';
import { GROUP, WORKER } from '../pickers';

const ROLES = ['manager', 'member', 'remove'];

/** `PUT groups/members`: the workers who are not named stay as they are. */
export const setGroupMembers: CerbOperation = {
	value: 'setGroupMembers',
	name: 'Set Group Members',
	action: 'Set group members',
	description: 'Add workers to a group, make them managers, or remove them',
	properties: [
		locatorProperty(GROUP),
		{
			displayName: 'Members',
			name: 'members',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add member',
			default: {},
			required: true,
			description: 'The workers to change. All others stay as they are.',
			options: [
				{
					displayName: 'Member',
					name: 'workers',
					values: [
						locatorProperty(WORKER),
						{
							displayName: 'Role',
							name: 'role',
							type: 'options',
							options: [
								{ name: 'Manager', value: 'manager' },
								{ name: 'Member', value: 'member' },
								{ name: 'Remove From Group', value: 'remove' },
							],
							default: 'member',
						},
					],
				},
			],
		},
	],
	async execute(context) {
		const members = await readMembers(context);
		const groupId = await readLocator(context, GROUP);
		await context.client.call({
			method: 'PUT',
			path: 'groups/members.json',
			form: { json: JSON.stringify({ groups: { [groupId]: { workers: members } } }) },
		});
		const group = await context.client.callRecord({
			method: 'GET',
			path: `records/group/${groupId}.json`,
			query: { expand: 'members' },
		});
		const json: IDataObject = {
			id: groupId,
			name: group.name,
			members: (Object.values(group.members ?? {}) as IDataObject[]).map((worker) => ({
				id: Number(worker.id),
				name: worker.full_name ?? worker._label ?? null,
				is_manager: Boolean(worker.is_manager),
			})),
		};
		return [{ json, pairedItem: { item: context.itemIndex } }];
	},
};

/** Cerb takes any word for a role and leaves the worker alone (measured on Cerb 10.4.10). */
async function readMembers(context: OperationContext): Promise<Record<string, string>> {
	const rows = readRows(context, 'members.workers', 'Members');
	const members: Record<string, string> = {};
	for (const [index, row] of rows.entries()) {
		const role = asText(row.role ?? 'member');
		const id = await readLocator(context, WORKER, `members.workers[${index}].`);
		if (!ROLES.includes(role)) {
			throw problem(
				context,
				`${shown(role)} is not a role in a group`,
				'Set Role to manager, member or remove in the parameter Members',
			);
		}
		if (members[id] !== undefined && members[id] !== role) {
			throw problem(
				context,
				`Worker ${id} has two roles`,
				'Name each worker once in the parameter Members',
			);
		}
		members[id] = role;
	}
	if (rows.length > 0) return members;
	throw problem(context, 'No members are given', 'Add at least one in the parameter Members');
}
