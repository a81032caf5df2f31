const form = document.querySelector("form");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = Object.fromEntries(new FormData(form));
  if (form.dataset.token) body.token = form.dataset.token;
  const answer = await fetch(form.dataset.path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const problem = answer.ok ? null : await answer.json();
  document.querySelector("#outcome").textContent = problem ? problem.detail : "Done.";
});
