import { attachments } from './attachments';
import { contexts } from './contexts';
import type { Controller } from './controller';
import { data } from './data';
import { legacyControllers } from './legacy';
import { parser } from './parser';
import { records } from './records';
import { tickets } from './tickets';
import { workers } from './workers';

/** The controllers this server has, by their first path segment. */
export const controllers: Record<string, Controller> = {
	...legacyControllers,
	attachments,
	contexts,
	data,
	records,
	parser,
	tickets,
	workers,
};
