import { requireProgram } from '../debian-package';
import type { Host } from '../n8n-host/install';
import type { RestApi } from '../n8n-host/rest-api';
import { loadPlaywright, type Page, type Request } from './playwright';

const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--hide-scrollbars',
];

export type Theme = 'light' | 'dark';

export interface EditorOptions {
	theme?: Theme;
	/** Extra flags for Chromium. */
	flags?: string[];
}

/** n8n's editor in a headless Chromium, signed in as the owner. */
export interface Editor {
	theme: Theme;
	/** Uncaught errors of all pages so far. */
	errors: string[];
	/** Address of n8n. */
	url: string;
	open(path: string): Promise<Page>;
	close(): Promise<void>;
}

const busy = new WeakMap<Page, Set<Request>>();

/** The path of Chromium. @throws Error naming what to install when there is none */
export async function requireChromium(): Promise<string> {
	return await requireProgram('chromium', ['chromium', 'chromium-browser']);
}

/** @throws Error naming what to install when there is no Chromium */
export async function openEditor(
	host: Host,
	api: RestApi,
	{ theme = 'light', flags = [] }: EditorOptions = {},
): Promise<Editor> {
	const executablePath = await requireChromium();
	const { chromium } = loadPlaywright(host);
	const browser = await chromium.launch({
		executablePath,
		headless: true,
		args: [...QUIET, ...flags],
	});
	const context = await browser.newContext({
		viewport: { width: 1600, height: 1000 },
		colorScheme: theme,
		reducedMotion: 'reduce',
		locale: 'en-US',
		timezoneId: 'UTC',
	});
	context.setDefaultTimeout(20_000);
	const [name, value] = api.cookie.split('=', 2);
	await context.addCookies([{ name, value, url: api.url }]);
	await context.addInitScript({ content: `localStorage.setItem('N8N_THEME', '${theme}')` });
	const errors: string[] = [];
	return {
		theme,
		errors,
		url: api.url,
		async open(path) {
			const page = await context.newPage();
			page.on('pageerror', (error) => errors.push(error.message));
			watchRequests(page);
			await page.goto(api.url + path);
			return page;
		},
		close: async () => await browser.close(),
	};
}

/** n8n's push channel stays open for ever, so only its ordinary requests count. */
function watchRequests(page: Page): void {
	const open = new Set<Request>();
	busy.set(page, open);
	page.on('request', (request) => {
		const path = request.url();
		const isCall = /\/(rest|types|icons)\//.test(path) && !/\/rest\/(push|telemetry)/.test(path);
		if (isCall) open.add(request);
	});
	for (const end of ['requestfinished', 'requestfailed'] as const) {
		page.on(end, (request) => open.delete(request));
	}
}

const LOADING =
	'[data-test-id="rlc-loader"], .el-loading-mask, .el-skeleton, [class*="loadingItem"]';

/** Waits until no request to n8n is under way for a while (at most 20 s) and nothing says "loading". */
export async function settle(page: Page): Promise<void> {
	for (let quiet = 0, waited = 0; quiet < 4 && waited < 200; waited++) {
		await page.waitForTimeout(100);
		quiet = busy.get(page)?.size ? 0 : quiet + 1;
	}
	await page.waitForFunction(
		`![...document.querySelectorAll('${LOADING}')].some((e) => e.getBoundingClientRect().height > 0)`,
	);
}

/** What n8n marks for tests. */
export function byTestId(id: string): string {
	return `[data-test-id="${id}"]`;
}
