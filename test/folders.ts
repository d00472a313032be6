/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- finds folders from Node's own process, never inside n8n */
import { join, resolve } from 'node:path';

/** The repository's root. */
export const REPOSITORY = resolve(__dirname, '..');

/** Folder for things that can be made again; ignored by git. */
export const CACHE = join(REPOSITORY, '.cache');
