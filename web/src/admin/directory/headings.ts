/** What the columns of an HR system's list are called, in both languages. */

export const COLUMNS = ["name", "email", "title", "manager", "joinedOn"] as const;
export type Column = (typeof COLUMNS)[number];

const CALLED: Readonly<Record<Column, readonly string[]>> = {
  name: ["name", "full name", "employee name", "姓名", "员工姓名", "名字", "中文名"],
  email: [
    ...["email", "e mail", "mail", "email address", "e mail address", "work email", "work e mail"],
    ...["邮箱", "邮箱地址", "电子邮箱", "电子邮件", "电子邮件地址", "工作邮箱", "工作邮件"],
    ...["企业邮箱", "公司邮箱", "办公邮箱"],
  ],
  title: ["title", "job title", "position", "职位", "职务", "岗位", "职位名称", "岗位名称"],
  manager: [
    ...["manager email", "manager e mail", "manager", "line manager", "supervisor", "reports to"],
    ...["直属上级", "直属上级邮箱", "直接上级", "直接上级邮箱", "上级", "上级邮箱", "汇报上级"],
    ...["主管", "主管邮箱", "直属主管", "直属主管邮箱", "直线经理", "汇报对象", "经理邮箱"],
  ],
  joinedOn: [
    ...["joined on", "join date", "date joined", "joining date", "start date", "hire date"],
    ...["入职日期", "入职时间", "入职日", "到岗日期", "加入日期"],
  ],
};

export interface Headings {
  /** Where each column stands. */
  readonly places: Readonly<Partial<Record<Column, number>>>;
  /** As they are written: nothing of these is taken in. */
  readonly ignored: readonly string[];
}

export function headingsOf(cells: readonly string[]): Headings {
  const places: Partial<Record<Column, number>> = {};
  const ignored: string[] = [];
  cells.forEach((cell, at) => {
    const column = COLUMNS.find((each) => CALLED[each].includes(plain(cell)));
    if (column !== undefined && places[column] === undefined) places[column] = at;
    else if (cell !== "") ignored.push(cell);
  });
  return { places, ignored };
}

/** Without stars, hints in brackets, and whatever joins words. */
function plain(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\(.*?\)|\[.*?\]|[*:]/g, "")
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}
