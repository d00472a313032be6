import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import type { PackageDirectoryLoader } from 'n8n-core';

import { bedNodes } from './bed-nodes';
import { toTool } from './tool-node';
import { hear } from './watched';

type Observer = (error: unknown) => void;

/**
 * The node types of the loaded package under their full names (`n8n-nodes-cerb.cerb`), their AI
 * tools (`….cerbTool`) and the few built-in nodes of the bed.
 */
export class BedNodeTypes implements INodeTypes {
	private readonly made = new Map<string, INodeType>();

	/** @param onFailure is told every error a node throws, before the engine turns it into data */
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly onFailure?: Observer,
	) {}

	/** The same types for one run, with its own observer. */
	observed(onFailure: Observer): BedNodeTypes {
		return new BedNodeTypes(this.loader, onFailure);
	}

	/** Full names of everything that can stand in a workflow, AI tools left out. */
	get names(): string[] {
		const own = Object.keys(this.loader.nodeTypes).map((name) => this.fullName(name));
		return [...own, ...Object.keys(bedNodes)];
	}

	/** `cerb` becomes `n8n-nodes-cerb.cerb`; a full name stays. */
	fullName(type: string): string {
		return type.includes('.') ? type : `${this.loader.packageName}.${type}`;
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		return bedNodes[type] ?? this.own(type);
	}

	/** @throws Error naming the known types when the type is unknown */
	getByNameAndVersion(type: string, version?: number): INodeType {
		const key = `${type}@${version ?? 'default'}`;
		const known = this.made.get(key);
		if (known) return known;
		const made = this.observe(this.find(type, version));
		this.made.set(key, made);
		return made;
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries(
			this.names.map((name) => [name, { className: name, sourcePath: '' }]),
		);
	}

	/** The version the editor would give to a new node. */
	latestVersion(type: string): number {
		const { version, defaultVersion } = this.getByNameAndVersion(type).description;
		return defaultVersion ?? (Array.isArray(version) ? Math.max(...version) : version);
	}

	private find(type: string, version?: number): INodeType {
		if (bedNodes[type]) return bedNodes[type];
		const isTool = type.endsWith('Tool') && !this.loads(type);
		const base = isTool ? type.slice(0, -'Tool'.length) : type;
		const nodeType = NodeHelpers.getVersionedNodeType(this.own(base), version);
		return isTool ? toTool(nodeType) : nodeType;
	}

	private loads(type: string): boolean {
		const prefix = `${this.loader.packageName}.`;
		return type.startsWith(prefix) && type.slice(prefix.length) in this.loader.nodeTypes;
	}

	private own(type: string): INodeType | IVersionedNodeType {
		if (!this.loads(type)) {
			throw new Error(`Unknown node type "${type}". The bed knows: ${this.names.join(', ')}`);
		}
		return this.loader.getNode(type.slice(this.loader.packageName.length + 1)).type;
	}

	private observe(nodeType: INodeType): INodeType {
		const { onFailure } = this;
		const { execute } = nodeType;
		if (!onFailure || !execute) return nodeType;
		const observed = async function (this: IExecuteFunctions, ...args: []) {
			hear(this.logger);
			const running = (async () => await execute.apply(this, args))();
			running.catch(onFailure);
			return await running;
		};
		return Object.create(nodeType, { execute: { value: observed } }) as INodeType;
	}
}
