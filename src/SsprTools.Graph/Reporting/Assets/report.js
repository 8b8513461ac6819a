// Sorts tables. Everything else in the report works without a script.
document.querySelectorAll('[data-sort]').forEach(group => {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const tables = [...group.querySelectorAll('table')];
  const bodies = tables.map(table => table.tBodies[0]);
  const sizes = bodies.map(body => body.rows.length);
  const heads = tables.map(table => [...table.tHead.rows[0].cells]);
  const status = document.createElement('p');
  status.className = 'skip';
  status.setAttribute('role', 'status');
  group.append(status);
  const key = cell => cell.hasAttribute('data-value') ? cell.getAttribute('data-value') : cell.textContent;
  const sort = column => {
    const down = heads[0][column].getAttribute('aria-sort') === 'ascending';
    const rows = bodies.flatMap(body => [...body.rows]).map(row => [key(row.cells[column]), row]);
    rows.sort((one, other) => collator.compare(one[0], other[0]) * (down ? -1 : 1));
    let next = 0;
    bodies.forEach((body, index) => {
      const part = rows.slice(next, next + sizes[index]).map(row => row[1]);
      next += sizes[index];
      body.replaceChildren(...part);
    });
    heads.forEach(head => head.forEach((cell, index) => {
      if (index === column) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }));
    status.textContent = `Sorted by ${heads[0][column].innerText.trim()}, ${down ? 'descending' : 'ascending'}.`;
  };
  heads.forEach(head => head.forEach((cell, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...cell.childNodes);
    button.addEventListener('click', () => sort(column));
    cell.append(button);
  }));
});
