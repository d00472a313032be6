/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the repository's files; runs in Node's own process, never inside n8n */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** A source file of the repository; `path` is relative to it, with forward slashes. */
export interface Source {
	path: string;
	text: string;
}

/** All source files below a folder of the repository; none if it does not exist. */
export function sources(folder: string): Source[] {
	if (!existsSync(join(ROOT, folder))) return [];
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|tsx?)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes('node_modules'))
		.map((file) => ({
			path: relative(ROOT, file).replaceAll('\\', '/'),
			text: readFileSync(file, 'utf8'),
		}));
}

export function readJson(path: string): Record<string, unknown> {
	return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, unknown>;
}

/** What a file imports, by any syntax. */
export function importsOf({ text }: Source): string[] {
	const code = text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
	const patterns = [
		/(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*(['"`])(.*?)\1/g,
		/(?:^|[\s;}])import\s*(['"`])(.*?)\1/g,
		/\b(?:require|import)\s*\(\s*(['"`])(.*?)\1/g,
		/\bimport\s+\w+\s*=\s*require\s*\(\s*(['"`])(.*?)\1/g,
	];
	return [
		...new Set(patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((found) => found[2]))),
	];
}

/** A relative import as a path of the repository; others stay as they are. */
export function target({ path }: Source, imported: string): string {
	return imported.startsWith('.') ? posix.join(posix.dirname(path), imported) : imported;
}
