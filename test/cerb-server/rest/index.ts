import { attachments } from './attachments';
import { automations } from './automations';
import { bots } from './bots';
import { contexts } from './contexts';
import type { Controller } from './controller';
import { customFields } from './custom-fields';
import { data } from './data';
import { groups } from './groups';
import { legacyControllers } from './legacy';
import { notifications } from './notifications';
import { packages } from './packages';
import { parser } from './parser';
import { records } from './records';
import { tickets } from './tickets';
import { workers } from './workers';

/** The controllers this server has, by their first path segment. */
export const controllers: Record<string, Controller> = {
	...legacyControllers,
	attachments,
	automations,
	bots,
	contexts,
	customfields: customFields,
	data,
	groups,
	notifications,
	packages,
	parser,
	records,
	tickets,
	workers,
};
