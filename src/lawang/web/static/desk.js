// The application on the desk: keys, zoom and turning. Everything works without it.
(() => {
  const STORED = "lawang-keys";
  const STEPS = [1, 1.5, 2, 3, 4];

  // ---- keys: an element says which one it answers to; off while somebody types
  const off = () => localStorage.getItem(STORED) === "off";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find(
      (each) => each.dataset.key === event.key && !each.disabled && each.offsetParent,
    );
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
    if (wanted.localName === "summary") openForm(wanted.parentElement);
  });

  function openForm(details) {
    if (details.open) details.querySelector("input[type=radio]:checked, input[type=radio]")?.focus();
  }

  const toggle = document.querySelector("[data-keys-off]");
  const say = () => (toggle.textContent = off() ? "Nyalakan tombol ini" : "Matikan tombol ini");
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => {
      localStorage.setItem(STORED, off() ? "on" : "off");
      say();
    });
    say();
  }

  // ---- a message about what went wrong takes the focus
  document.querySelector("[data-focus]")?.focus();

  // ---- zoom and turn
  const picture = document.querySelector("[data-picture]");
  const tools = document.querySelector("[data-tools]");
  if (!picture || !tools) return;
  tools.hidden = false;
  let step = 0;
  let turned = 0;

  function draw() {
    picture.classList.toggle("is-large", step > 0);
    picture.style.width = `${STEPS[step] * 100}%`;
    const sideways = turned % 180 !== 0;
    const gap = sideways ? (picture.offsetWidth - picture.offsetHeight) / 2 : 0;
    picture.style.marginBlock = sideways ? `${Math.max(gap, 0)}px` : "0";
    picture.style.transform = `rotate(${turned}deg)`;
  }

  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom) {
      step = Math.min(STEPS.length - 1, Math.max(0, step + Number(button.dataset.zoom)));
    } else {
      turned = (turned + 90) % 360;
    }
    draw();
  });
})();
