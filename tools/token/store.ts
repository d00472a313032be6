/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

import { codeOf, fail, reasonOf } from './failure';
import type { TokenPair } from './oauth';

/** What the file holds, as JSON; times are ISO 8601. */
export interface SavedToken extends TokenPair {
	/** Base URL of the Cerb. */
	url: string;
	clientId: string;
	scope: string;
	obtained_at: string;
}

const OWNER_ONLY = 0o600;

/** Whether somebody besides the owner may do anything with a file; Windows has no such bits. */
const isOpenToOthers = (mode: number) => process.platform !== 'win32' && (mode & 0o077) !== 0;

const textOf = (token: SavedToken) => `${JSON.stringify(token, null, '\t')}\n`;

function tokenIn(text: string): SavedToken | undefined {
	const parse = (): unknown => {
		try {
			return JSON.parse(text);
		} catch {
			return undefined;
		}
	};
	const token = parse() as Partial<SavedToken> | null | undefined;
	const names = ['url', 'clientId', 'scope', 'access_token', 'refresh_token'] as const;
	const isComplete = names.every((name) => typeof token?.[name] === 'string');
	return isComplete && URL.canParse(token?.url ?? '') ? (token as SavedToken) : undefined;
}

/** The text of the file, undefined if there is none. @throws Failure if it cannot be trusted */
async function guardedText(file: string): Promise<string | undefined> {
	const found = await stat(file).catch((problem: unknown) =>
		codeOf(problem) === 'ENOENT' ? undefined : fail(`${file}: ${reasonOf(problem)}`),
	);
	if (found === undefined) return undefined;
	if (!found.isFile()) fail(`${file} is not a file. Name another one with --file.`);
	if (isOpenToOthers(found.mode)) {
		const mode = (found.mode & 0o777).toString(8);
		fail(
			`Others can read or change ${file} (mode ${mode}), so no token is kept there. Close it with: chmod 600 ${file}`,
		);
	}
	return await readFile(file, 'utf8').catch((problem: unknown) =>
		fail(`${file} cannot be read: ${reasonOf(problem)}`),
	);
}

/** @throws Failure if there is no token, or others can read it */
export async function readToken(file: string): Promise<SavedToken> {
	const text = await guardedText(file);
	if (text === undefined) fail(`There is no ${file}. Sign in first; --help says how.`);
	return tokenIn(text) ?? fail(`${file} holds no token of this program.`);
}

/** A new token may only take the place of an old one. @throws Failure otherwise */
export async function requireFreePlace(file: string): Promise<void> {
	const text = await guardedText(file);
	if (text !== undefined && text.trim() !== '' && tokenIn(text) === undefined) {
		fail(`${file} holds something else than a token. Name another file with --file.`);
	}
	await (await openDraft(file)).discard();
}

/**
 * Opens the file that will take the place of `file`, with its final mode: done before Cerb is asked,
 * so that a folder that cannot be written to costs no token.
 * @throws Failure if that is not possible
 */
export async function openDraft(file: string): Promise<Draft> {
	// A link stays one: what it leads to is replaced.
	const target = await realpath(file).catch(() => resolve(file));
	const path = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
	const handle = await open(path, 'wx', OWNER_ONLY).catch((problem: unknown) =>
		fail(`${file} cannot be written: ${reasonOf(problem)}`),
	);
	return new Draft(file, target, path, handle);
}

/** A token file in the making. */
export class Draft {
	constructor(
		private readonly file: string,
		private readonly target: string,
		private readonly path: string,
		private readonly handle: FileHandle,
	) {}

	/**
	 * Puts the token in its place in one step.
	 * @throws Failure naming where the token is kept if that is not possible
	 */
	async save(token: SavedToken): Promise<void> {
		const text = textOf(token);
		const problem = await this.write(text).then(
			() => undefined,
			(reason: unknown) => reasonOf(reason),
		);
		if (problem === undefined) return;
		const kept = (await this.holds(text)) ? this.path : await keepElsewhere(text);
		fail(
			kept === undefined
				? `Cerb gave a new token, but neither ${this.file} nor any other place can be written, so it is lost: ${problem}\nSign in again.`
				: `Cerb gave a new token, but ${this.file} cannot be written: ${problem}\nThe token is kept in ${kept} (readable by you only). Move it from there.`,
		);
	}

	/** Gives up the draft. */
	async discard(): Promise<void> {
		await this.handle.close();
		await rm(this.path, { force: true });
	}

	private async write(text: string): Promise<void> {
		await this.handle.writeFile(text);
		await this.handle.sync();
		await this.handle.close();
		await rename(this.path, this.target);
	}

	/** Whether the draft itself is whole: its disk may be full, its folder may be gone. */
	private async holds(text: string): Promise<boolean> {
		return await readFile(this.path, 'utf8').then(
			(found) => found === text,
			() => false,
		);
	}
}

/** Saves a token that must not be lost. @returns where, or undefined if no place can be written */
async function keepElsewhere(text: string): Promise<string | undefined> {
	for (const folder of [tmpdir(), homedir()]) {
		const kept = await mkdtemp(join(folder, 'cerb-token-'))
			.then(async (own) => {
				const path = join(own, 'cerb-token.json');
				await writeFile(path, text, { mode: OWNER_ONLY, flag: 'wx' });
				return path;
			})
			.catch(() => undefined);
		if (kept !== undefined) return kept;
	}
	return undefined;
}
