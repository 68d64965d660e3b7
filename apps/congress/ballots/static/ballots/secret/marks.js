/* What is marked on the paper: as the ballot says it, and in words for the confirmation. */
const MARKS = { approve: "赞成", oppose: "反对", abstain: "弃权" };
const CHOICE = /^(mark|grade|rank):/;

const named = (fields, prefix) =>
  fields.filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]);

/* 张 三 is 张三; names in other letters keep the spaces between their words. */
const HAN = /^[\u3400-\u9fff\u{20000}-\u{3ffff}\s]+$/u;
const nameWrittenIn = (text) => (HAN.test(text) ? text.replace(/\s/gu, "") : text);

export function marksOf(form) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  const values = (wanted) => fields.filter(([name]) => name === wanted).map(([, value]) => value);
  const [whole] = values("list");
  const marked = (side) => named(fields, "mark:").filter(([, mark]) => mark === side).map(([name]) => name);
  const listed = (side) => (whole === side ? values("listed") : []);
  const ranked = named(fields, "rank:").sort((one, other) => one[1] - other[1]).map(([name]) => name);
  return {
    approve: [...values("approve"), ...ranked, ...listed("approve"), ...marked("approve"), ...values("write_in").map(nameWrittenIn)],
    oppose: [...listed("oppose"), ...marked("oppose")],
    grades: Object.fromEntries(named(fields, "grade:")),
  };
}

/* Lines like "赞成2项:甲、乙"; what is left unmarked is told as well. */
export function wordsOf(form, marks) {
  if (form.querySelector("[data-rank]")) return ranks(marks.approve);
  const asked = [...new Set([...form.elements].map((field) => field.name).filter((name) => CHOICE.test(name)))];
  const names = asked.map((name) => name.replace(CHOICE, ""));
  const listed = [...form.querySelectorAll("[name=listed]")].map((field) => field.value);
  const groups = new Map();
  const add = (label, name) => groups.set(label, [...(groups.get(label) || []), name]);
  for (const [name, grade] of Object.entries(marks.grades)) add(grade, name);
  for (const side of ["approve", "oppose"]) for (const name of marks[side]) add(MARKS[side], name);
  const marked = new Set([...marks.approve, ...marks.oppose, ...Object.keys(marks.grades)]);
  for (const name of [...names, ...listed]) if (!marked.has(name)) add(MARKS.abstain, name);
  const lines = [...groups].map(([label, group]) => `${label}${group.length}项:${group.join("、")}`);
  return lines.length ? lines : ["弃权(一项也没有选)"];
}

const ranks = (names) => (names.length ? names.map((name, at) => `第${at + 1}:${name}`) : ["弃权(一项也没有排)"]);
