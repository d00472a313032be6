import { byTestId, settle, type Editor } from './browser';
import type { Locator, Page } from './playwright';

/** High enough for every panel of ours: what has to be scrolled to is in no picture. */
const VIEWPORT = { width: 1600, height: 1500 };

/** Items of whatever list hangs open. */
const LIST_ITEMS =
	'[data-test-id="rlc-item"], .el-select-dropdown__item, [role="menu"][data-state="open"] [role="menuitem"]';

/** A node on the canvas: triggers are drawn as something of their own. */
const NODE_BOXES = `${byTestId('canvas-default-node')}, ${byTestId('canvas-trigger-node')}`;

/** A workflow in n8n's editor, and the panel of one of its nodes at a time. */
export class NodePanel {
	private constructor(readonly page: Page) {}

	/** Opens a stored workflow; no panel is open yet. */
	static async ofWorkflow(editor: Editor, workflowId: string): Promise<NodePanel> {
		const page = await editor.open(`/workflow/${workflowId}`);
		await page.setViewportSize(VIEWPORT);
		await page.locator(byTestId('canvas-node')).first().waitFor();
		await settle(page);
		return new NodePanel(page);
	}

	/** Shows the panel of a node in place of the one that is open. */
	async show(node: string): Promise<void> {
		const panel = this.page.locator(byTestId('ndv'));
		if ((await panel.count()) > 0) {
			await this.page.locator(byTestId('ndv-close-button')).click();
			await panel.waitFor({ state: 'hidden' });
		}
		const box = this.page.locator(`${byTestId('canvas-node')}[data-node-name="${node}"]`);
		await box.locator(NODE_BOXES).dblclick();
		await panel.waitFor();
		await settle(this.page);
	}

	/** Names of the parameters that are shown, in order. */
	async parameters(): Promise<string[]> {
		const marks = `[data-test-id="node-parameters"] [data-test-id^="parameter-input-"]`;
		const names = await this.page.evaluate<string[]>(
			`[...document.querySelectorAll('${marks}')].map((e) => e.dataset.testId.slice(16))`,
		);
		return names.filter((name) => name !== 'field');
	}

	/**
	 * Opens the list of a parameter: a dropdown, or a picker that is set to its list.
	 * @returns the texts of its items, or undefined where the parameter has no list
	 */
	async openList(parameter: string): Promise<string[] | undefined> {
		const opener = await this.opener(parameter);
		await opener?.click();
		return opener && (await this.openedItems());
	}

	/** Opens the list of what can be added to a resource mapper. @returns the texts of its items */
	async openFields(): Promise<string[]> {
		await this.page.locator(byTestId('add-fields-select')).locator('button').click();
		return await this.openedItems();
	}

	/** Clicks an item of the open list. */
	async pick(text: string): Promise<void> {
		await this.items().filter({ hasText: text }).first().click();
		await settle(this.page);
	}

	async closeList(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.items().first().waitFor({ state: 'hidden' });
	}

	/**
	 * Clicks Execute step and waits for what the outcome shows, which n8n draws a while after it.
	 * @param shows a text of the outcome
	 * @returns the text of the output side
	 */
	async execute(shows: string): Promise<string> {
		await this.page.locator(byTestId('node-execute-button')).first().click();
		return await this.output(shows);
	}

	/** The lines of the list in a notice, as one copies them. @param first the first of them */
	async lines(first: string): Promise<string[]> {
		const list = this.page.locator('.notice ul').filter({ hasText: first });
		// What looks like a space must be one where it is pasted; the browser copies it as such.
		return (await list.innerText()).replaceAll('\u00a0', ' ').split('\n');
	}

	/** Lets a trigger with a webhook wait for one event. */
	async listen(): Promise<void> {
		await this.page.locator(byTestId('node-execute-button')).first().click();
		await this.page.getByText('Listening for test event').first().waitFor();
	}

	/** Waits until the output shows something. @returns the text of the output side */
	async output(shows: string): Promise<string> {
		const output = this.page.locator(byTestId('output-panel'));
		await output.getByText(shows).first().waitFor({ state: 'visible' });
		await settle(this.page);
		return await output.innerText();
	}

	async stopListening(): Promise<void> {
		await this.page.getByText('Stop Listening').first().click();
		await this.page.getByText('Listening for test event').first().waitFor({ state: 'hidden' });
	}

	/** Publishes the workflow, which fails. @returns what n8n says */
	async failToPublish(): Promise<string> {
		await this.page.locator(byTestId('workflow-open-publish-modal-button')).click();
		await this.page.locator(byTestId('workflow-publish-button')).click();
		const toast = this.page.locator('.el-notification').first();
		// n8n tries for a while before it gives up.
		await toast.waitFor({ timeout: 60_000 });
		return await toast.innerText();
	}

	/** What n8n complains about: in its toasts, or where a list could not be fetched. */
	async complaints(): Promise<string[]> {
		const places = `.el-notification, ${byTestId('rlc-error-container')}`;
		const texts = await this.page.locator(places).allInnerTexts();
		const fetching = this.page.getByText(/Error fetching|Could not load|Issues loading/i);
		return [...texts, ...(await fetching.allInnerTexts())];
	}

	/** A picture of the parameters and of the list that hangs over them. */
	async parametersPicture(path: string): Promise<void> {
		const box = await this.page.locator(byTestId('node-parameters')).boundingBox();
		await this.shoot(path, box ?? undefined);
	}

	/** A picture of the whole panel, input and output included, as far down as something stands there. */
	async picture(path: string): Promise<void> {
		await this.shoot(path, { x: 24, y: 24, width: VIEWPORT.width - 48, height: 1120 });
	}

	/** A picture of all of the editor. */
	async wholePicture(path: string): Promise<void> {
		await this.shoot(path);
	}

	private async shoot(path: string, clip?: object): Promise<void> {
		await this.page.mouse.move(2, 2);
		await this.page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
	}

	private async openedItems(): Promise<string[]> {
		await settle(this.page);
		await this.items().first().waitFor();
		return await this.items().allInnerTexts();
	}

	private items(): Locator {
		return this.page.locator(LIST_ITEMS).filter({ visible: true });
	}

	/** A picker has a dropdown of its own for how to pick. */
	private async opener(parameter: string): Promise<Locator | undefined> {
		const place = this.page.locator(byTestId(`parameter-input-${parameter}`));
		const mode = place.locator(`${byTestId('rlc-mode-selector')} input`);
		if ((await mode.count()) > 0) {
			const isList = (await mode.first().inputValue()) === 'From list';
			return isList ? place.locator(byTestId('rlc-input')).first() : undefined;
		}
		const dropdown = place.locator('.el-select').filter({ visible: true });
		return (await dropdown.count()) > 0 ? dropdown.first() : undefined;
	}
}
