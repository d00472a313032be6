import { NodeHelpers } from 'n8n-workflow';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import type { PackageDirectoryLoader } from 'n8n-core';

import { oAuth2Api } from './oauth2-api';
import { withDomainRestriction } from './version';

/**
 * The credential types of the loaded package plus n8n's `oAuth2Api`, with the questions n8n's
 * server answers about them.
 */
export class CredentialTypes {
	constructor(private readonly loader: PackageDirectoryLoader) {
		// n8n's server adds its domain restriction fields to every credential type after loading.
		for (const { type } of Object.values(loader.credentialTypes)) {
			type.properties = withDomainRestriction(type);
		}
	}

	/** @throws Error when neither the package nor the bed has the type */
	getByName(name: string): ICredentialType {
		if (name === oAuth2Api.name) return oAuth2Api;
		return this.loader.getCredential(name).type;
	}

	/** All ancestors, the nearest first. */
	getParentTypes(name: string): string[] {
		const parents = this.getByName(name).extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	/**
	 * Own and inherited fields, the way n8n merges them: a field of the child replaces its parent's
	 * field of the same name whole, conditions included.
	 */
	getProperties(name: string): INodeProperties[] {
		const type = this.getByName(name);
		// Merging also drops what is marked as not inherited, so a type without parents is left as is.
		if (!type.extends) return [...type.properties];
		const merged: INodeProperties[] = [];
		for (const parent of type.extends) {
			NodeHelpers.mergeNodeProperties(merged, this.getProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(merged, type.properties);
		return merged;
	}

	/** Names of the package's nodes that use a credential type. */
	getSupportedNodes(name: string): string[] {
		return this.loader.known.credentials[name]?.supportedNodes ?? [];
	}
}
