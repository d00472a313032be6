import { contexts } from './contexts';
import type { Controller } from './controller';
import { data } from './data';
import { parser } from './parser';
import { records } from './records';
import { tickets } from './tickets';
import { workers } from './workers';

/** The controllers this server has, by their first path segment. */
export const controllers: Record<string, Controller> = {
	contexts,
	data,
	parser,
	records,
	tickets,
	workers,
};
