//! Finds what is on the page by role and name, as a screen reader announces them.

use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// The element that the browser itself gives this role and name; else the names of this role that there are.
pub(crate) async fn by_role(client: &Client, role: &str, name: &str) -> Result<Element, Vec<String>> {
    let mut names = Vec::new();
    for candidate in candidates(client, role, name).await {
        let label = computed(client, &candidate, "computedlabel").await;
        if label == name && computed(client, &candidate, "computedrole").await == role {
            return Ok(candidate);
        }
        names.push(label);
    }
    Err(names)
}

/// A file input by its label. Browsers give it no settled role, and pages often hide it behind a button.
pub(crate) async fn file_input(client: &Client, label: &str) -> Option<Element> {
    run(client, include_str!("find_file_input.js"), vec![label.into()]).await.into_iter().next()
}

/// What is shown and may have the role, the likeliest first. It is only likely here: the browser has the last
/// word, but asking it about every element of the page would take seconds.
async fn candidates(client: &Client, role: &str, name: &str) -> Vec<Element> {
    run(client, include_str!("find_candidates.js"), vec![role.into(), name.into()]).await
}

/// Runs a script that answers with elements.
async fn run(client: &Client, script: &str, arguments: Vec<Value>) -> Vec<Element> {
    // While the page is being loaded there is nothing to find yet.
    let found = client.execute(script, arguments).await.unwrap_or_default();
    let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
    found.iter().filter_map(|reference| element(client, reference)).collect()
}

fn element(client: &Client, reference: &Value) -> Option<Element> {
    // The key that the WebDriver standard fixes for references to elements.
    let id = reference["element-6066-11e4-a52e-4f735466cecf"].as_str()?;
    Some(Element::from_element_id(client.clone(), ElementRef::from(id.to_owned())))
}

/// Asks the browser for an element's role or label (empty if the element has just gone).
async fn computed(client: &Client, element: &Element, what: &'static str) -> String {
    let question = Computed { element: element.element_id().to_string(), what };
    let answer = client.issue_cmd(question).await.unwrap_or(json!(""));
    answer.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/element/{}/{}", session.unwrap_or_default(), self.element, self.what))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
