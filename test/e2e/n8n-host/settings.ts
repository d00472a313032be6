/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- prepares the environment of n8n's own process */
import { delimiter } from 'node:path';

import type { Host } from './install';

/** Settings of a surrounding n8n or test run, which must not leak in. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|OFFLOAD_|JEST_|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|WEBHOOK_URL$)/;

/** What every process of an n8n needs to know. */
export interface Settings {
	userFolder: string;
	/** Folders in front of PATH; the host's own is added. */
	path?: string[];
	/** Port of the editor and the REST API; workers have none. */
	port?: number;
	/** Port that the task runners of this process connect to: each process needs its own. */
	brokerPort: number;
	/** More variables, e.g. for a database or queue mode. */
	env?: Record<string, string>;
}

/** The environment of an n8n that is quiet, on loopback only, and open to unverified packages. */
export function environmentOf(host: Host, settings: Settings): NodeJS.ProcessEnv {
	const { userFolder, path = [], port, brokerPort, env } = settings;
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	const url = `http://127.0.0.1:${port}`;
	return {
		...Object.fromEntries(inherited),
		PATH: [...path, host.bin, process.env.PATH].join(delimiter),
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'key of a test n8n, protects nothing',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		...(port === undefined
			? {}
			: { N8N_PORT: String(port), N8N_EDITOR_BASE_URL: url, WEBHOOK_URL: `${url}/` }),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// A cookie that goes over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		// Nothing that calls out or covers the editor.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
		// n8n 1 has one connection unless told otherwise, and then transactions get into each other.
		DB_SQLITE_POOL_SIZE: '4',
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		...env,
	};
}
