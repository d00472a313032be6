/* eslint-disable @n8n/community-nodes/no-restricted-imports -- loads the driver of the browser from the n8n host, never inside n8n */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { Host } from '../n8n-host/install';

/*
 * The part of playwright-core that is used here. It is installed along with the n8n host and not in
 * the repository, so its own types cannot be had.
 */

interface Timed {
	timeout?: number;
}

/** Something on a page, looked up anew at each use. */
export interface Locator {
	all(): Promise<Locator[]>;
	allInnerTexts(): Promise<string[]>;
	and(other: Locator): Locator;
	boundingBox(): Promise<Box | null>;
	click(options?: Timed & { position?: { x: number; y: number } }): Promise<void>;
	count(): Promise<number>;
	dblclick(): Promise<void>;
	fill(value: string): Promise<void>;
	filter(options: { hasText?: string | RegExp; visible?: boolean }): Locator;
	first(): Locator;
	getByText(text: string | RegExp, options?: { exact?: boolean }): Locator;
	hover(): Promise<void>;
	innerText(): Promise<string>;
	inputValue(): Promise<string>;
	isVisible(): Promise<boolean>;
	last(): Locator;
	locator(selector: string): Locator;
	or(other: Locator): Locator;
	nth(index: number): Locator;
	press(key: string): Promise<void>;
	scrollIntoViewIfNeeded(): Promise<void>;
	waitFor(
		options?: Timed & { state?: 'attached' | 'detached' | 'hidden' | 'visible' },
	): Promise<void>;
}

/** Pixels. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Page {
	addStyleTag(options: { content: string }): Promise<unknown>;
	close(): Promise<void>;
	evaluate<T>(expression: string): Promise<T>;
	getByRole(role: string, options?: { name?: string | RegExp; exact?: boolean }): Locator;
	getByText(text: string | RegExp, options?: { exact?: boolean }): Locator;
	goto(url: string): Promise<unknown>;
	isClosed(): boolean;
	keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
	locator(selector: string): Locator;
	mouse: { move(x: number, y: number): Promise<void> };
	on(event: 'pageerror', listener: (error: Error) => void): void;
	on(
		event: 'request' | 'requestfinished' | 'requestfailed',
		listener: (request: Request) => void,
	): void;
	screenshot(options: object): Promise<unknown>;
	setViewportSize(size: { width: number; height: number }): Promise<void>;
	url(): string;
	viewportSize(): { width: number; height: number } | null;
	waitForEvent(event: 'popup', options?: Timed): Promise<Page>;
	waitForFunction(expression: string, argument?: null, options?: Timed): Promise<unknown>;
	waitForTimeout(ms: number): Promise<void>;
}

export interface Request {
	url(): string;
}

export interface BrowserContext {
	addCookies(cookies: Array<{ name: string; value: string; url: string }>): Promise<void>;
	addInitScript(script: { content: string }): Promise<void>;
	close(): Promise<void>;
	newPage(): Promise<Page>;
	setDefaultTimeout(ms: number): void;
}

export interface Browser {
	close(): Promise<void>;
	newContext(options: object): Promise<BrowserContext>;
}

interface Playwright {
	chromium: {
		launch(options: { executablePath: string; headless: true; args: string[] }): Promise<Browser>;
	};
}

/** @throws Error when the host is not installed */
export function loadPlaywright(host: Host): Playwright {
	return createRequire(join(host.folder, 'package.json'))('playwright-core') as Playwright;
}
