/* The questions as the server gave them, as text alone, and the card that shows which are answered. */
const LETTERS = "ABCDEFGHIJKL";
const NUMBERS = "一二三四五六";

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* `answered` is told the place and all that is ticked there. */
export function questions(items, store, answered) {
  const kinds = [...new Set(items.map((item) => item.kind))];
  return kinds.map((kind, index) => {
    const places = items.map((item, place) => ({ item, place })).filter((one) => one.item.kind === kind);
    const { kind_name: name, points } = places[0].item;
    const isEqual = places.every((one) => one.item.points === points);
    const head = `${NUMBERS[index]}、${name}(共${places.length}题${isEqual ? `,每题${points}分` : ""})`;
    const hint = kind === "multiple" ? [element("p", { className: "exam-hint", textContent: "可选多项。" })] : [];
    const list = places.map((one) => question(one.item, one.place, store, answered));
    return element("section", {}, element("h2", { textContent: head }), ...hint, ...list);
  });
}

function question(item, place, store, answered) {
  const stem = element("legend", { textContent: `${place + 1}. ${item.stem}` });
  const field = element("fieldset", { id: `q${place + 1}`, className: "exam-question" }, stem);
  const type = item.kind === "multiple" ? "checkbox" : "radio";
  item.options.forEach((text, option) => {
    const name = `q${place + 1}`;
    const input = element("input", { type, name, value: option, checked: store.ticked(place).includes(option) });
    const letter = item.kind === "judge" ? "" : `${LETTERS[option]}. `;
    field.append(element("label", {}, input, element("span", { textContent: `${letter}${text}` })));
  });
  field.addEventListener("change", () => {
    const ticked = [...field.querySelectorAll("input:checked")].map((input) => Number(input.value));
    answered(place, ticked);
  });
  return field;
}

export function card(items, jump) {
  return items.map((_, place) => {
    const button = element("button", { type: "button", textContent: place + 1 });
    button.addEventListener("click", () => jump(place));
    return element("li", {}, button);
  });
}
