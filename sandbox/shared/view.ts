/** One piece of a table cell: a text, maybe coloured, maybe with a button. */
export interface Piece {
	text: string;
	tone?: 'good' | 'bad' | 'wait' | 'quiet' | 'code';
	/** A button that posts the body to a control path. */
	action?: { label: string; post: string; body: Record<string, unknown> };
}

export type Cell = string | Piece | Piece[];

/** What a platform wants on the status page; the frame knows how to draw it. */
export interface View {
	facts: Array<{ label: string; value: string; tone?: Piece['tone'] }>;
	numbers: Array<{ label: string; value: string }>;
	tables: Array<{ title: string; columns: string[]; rows: Cell[][]; empty: string }>;
}

/** Makes any text safe inside HTML, also inside attributes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Draws the changing part of the status page. Everything that came from outside is escaped here and only here. */
export function drawView(view: View): string {
	const facts = view.facts
		.map(
			({ label, value, tone }) =>
				`<div><dt>${escapeHtml(label)}</dt><dd>${drawPiece({ text: value, tone: tone ?? 'code' })}</dd></div>`,
		)
		.join('');
	const numbers = view.numbers
		.map(
			({ label, value }) =>
				`<div class="number"><b>${escapeHtml(value)}</b><span>${escapeHtml(label)}</span></div>`,
		)
		.join('');
	return `<dl class="facts">${facts}</dl><div class="numbers">${numbers}</div>${view.tables.map(drawTable).join('')}`;
}

function drawTable(table: View['tables'][number]): string {
	const head = table.columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
	const rows = table.rows
		.map((row) => `<tr>${row.map((cell) => `<td>${drawCell(cell)}</td>`).join('')}</tr>`)
		.join('');
	const body = rows
		? `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
		: `<p class="empty">${escapeHtml(table.empty)}</p>`;
	return `<section><h2>${escapeHtml(table.title)}</h2>${body}</section>`;
}

function drawCell(cell: Cell): string {
	const pieces = Array.isArray(cell) ? cell : [typeof cell === 'string' ? { text: cell } : cell];
	return pieces.map(drawPiece).join(' ');
}

function drawPiece(piece: Piece): string {
	const text = piece.tone
		? `<span class="${piece.tone}">${escapeHtml(piece.text)}</span>`
		: escapeHtml(piece.text);
	if (!piece.action) return text;
	const { label, post, body } = piece.action;
	const data = `data-post="${escapeHtml(post)}" data-body="${escapeHtml(JSON.stringify(body))}"`;
	return `<span class="with-button">${text}<button type="button" ${data}>${escapeHtml(label)}</button></span>`;
}
