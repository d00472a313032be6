import { contexts } from './contexts';
import type { Controller } from './controller';
import { data } from './data';
import { records } from './records';
import { workers } from './workers';

/** The controllers this server has, by their first path segment. */
export const controllers: Record<string, Controller> = { contexts, data, records, workers };
