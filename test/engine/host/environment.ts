/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- prepares Node's own process before n8n-core is loaded, never runs inside n8n */
import 'reflect-metadata';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CACHE } from '../../folders';

/*
 * Must be imported before n8n-core (directly or through another module): n8n-core reads these
 * variables while it is loaded. They are set unconditionally, so that a developer's own n8n folder
 * is never opened by a test.
 */

const USER_FOLDER = join(CACHE, 'n8n');
const ENCRYPTION_KEY = 'test bed';

/**
 * Writes n8n's settings file as n8n would. Several test processes start at once and n8n writes
 * that file in place, so it is put there whole by a rename before n8n looks for it.
 */
function writeSettings(): void {
	const file = join(USER_FOLDER, '.n8n', 'config');
	if (existsSync(file)) return;
	mkdirSync(join(USER_FOLDER, '.n8n'), { recursive: true });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, JSON.stringify({ encryptionKey: ENCRYPTION_KEY }), { mode: 0o600 });
	renameSync(draft, file);
}

writeSettings();
process.env.N8N_USER_FOLDER = USER_FOLDER;
process.env.N8N_ENCRYPTION_KEY = ENCRYPTION_KEY;
process.env.N8N_LOG_LEVEL = 'silent';
