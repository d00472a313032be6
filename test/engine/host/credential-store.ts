/* eslint-disable @n8n/community-nodes/no-restricted-imports -- waits in Node's own process, never runs inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import { ICredentials } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsEncrypted,
	INodeCredentialsDetails,
} from 'n8n-workflow';

/** How a node of a workflow refers to a stored credential. */
export interface CredentialRef {
	id: string;
	name: string;
	type: string;
}

interface Row extends CredentialRef {
	json: string;
	/** Writes since the credential was added: token renewals and pre-authentications. */
	writes: number;
}

/**
 * n8n's credential table in memory. Not encrypted, but kept as JSON, so that a value that would
 * not survive n8n's database does not survive here either.
 */
export class CredentialStore {
	private readonly rows = new Map<string, Row>();

	/** Milliseconds that n8n waits for the database when it writes a credential. */
	writeDelay = 0;
	/** @param onWrite is told all that is stored, by type */
	constructor(
		private readonly onWrite: (type: string, data: ICredentialDataDecryptedObject) => void,
	) {}

	/** Adds a credential as a user would save it; `data` may hold `oauthTokenData`. */
	add(type: string, name: string, data: ICredentialDataDecryptedObject): CredentialRef {
		const id = `credential-${this.rows.size + 1}`;
		this.onWrite(type, data);
		this.rows.set(id, { id, name, type, json: JSON.stringify(data), writes: 0 });
		return { id, name, type };
	}

	/** A copy of what is stored (raw: no defaults, expressions unresolved). */
	get(id: string): ICredentialDataDecryptedObject {
		return JSON.parse(this.row(id).json) as ICredentialDataDecryptedObject;
	}

	/** Replaces what is stored, as another process or an edit would. */
	set(id: string, data: ICredentialDataDecryptedObject): void {
		this.onWrite(this.row(id).type, data);
		this.row(id).json = JSON.stringify(data);
		this.row(id).writes += 1;
	}

	/** How often the credential was written since it was added. */
	writes(id: string): number {
		return this.row(id).writes;
	}

	ref(id: string): CredentialRef {
		const { name, type } = this.row(id);
		return { id, name, type };
	}

	/**
	 * The entry n8n-core asks for.
	 *
	 * @throws Error when there is no credential of this id and type
	 */
	entity(details: INodeCredentialsDetails, type: string): StoredCredential {
		const row = this.row(details.id ?? '');
		if (row.type !== type) throw new Error(`Credential ${row.id} is a ${row.type}, not a ${type}`);
		return new StoredCredential(details, type, this);
	}

	private row(id: string): Row {
		const row = this.rows.get(id);
		if (!row) throw new Error(`There is no credential with the id "${id}"`);
		return row;
	}
}

/** n8n-core's view of one row. */
export class StoredCredential extends ICredentials {
	constructor(
		details: INodeCredentialsDetails,
		type: string,
		private readonly store: CredentialStore,
	) {
		super(details, type);
	}

	async getData(): Promise<ICredentialDataDecryptedObject> {
		return this.store.get(this.id ?? '');
	}

	async setData(data: ICredentialDataDecryptedObject): Promise<void> {
		if (this.store.writeDelay > 0) await wait(this.store.writeDelay);
		this.store.set(this.id ?? '', data);
	}

	async updateData(
		toUpdate: ICredentialDataDecryptedObject,
		toDelete: string[] = [],
	): Promise<void> {
		const data = { ...(await this.getData()), ...toUpdate };
		for (const key of toDelete) delete data[key];
		await this.setData(data);
	}

	getDataToSave(): ICredentialsEncrypted {
		const data = JSON.stringify(this.store.get(this.id ?? ''));
		return { id: this.id, name: this.name, type: this.type, data };
	}
}
