import type { CerbResource } from '../operation';
import { createActivity } from './createActivity.operation';
import { getActivityEvents } from './getActivityEvents.operation';
import { importPackage } from './importPackage.operation';
import { setGroupMembers } from './setGroupMembers.operation';

export const administration: CerbResource = {
	value: 'administration',
	name: 'Administration',
	description: 'What administrators of Cerb do: packages, group members, the activity log',
	operations: [importPackage, setGroupMembers, createActivity, getActivityEvents],
};
