//! What somebody sends with a picture, without any browser.

use anyhow::Result;
use samskab_protocol::attachment::{NewAttachment, Uploaded};
use samskab_protocol::create::CreateContribution;

use super::Backend;

impl Backend {
    /// Stores a contribution with one picture, a PNG, as a guest who says in these words what it shows.
    pub async fn store_with_picture(
        &self,
        new: CreateContribution,
        picture: &'static [u8],
        alt: &str,
    ) -> Result<()> {
        let base = self.path_of(&self.service().await?.base);
        let address = |path: &str| format!("http://127.0.0.1:{}{base}/{path}", self.port);
        let client = reqwest::Client::new();
        let request = client.post(address("uploads")).body(picture);
        let request = request
            .header("content-type", "image/png")
            .header("idempotency-key", "a-picture");
        let uploaded: Uploaded = request.send().await?.error_for_status()?.json().await?;
        let named = NewAttachment {
            id: uploaded.attachment.id,
            alt: alt.into(),
        };
        let new = CreateContribution {
            attachments: vec![named],
            ..new
        };
        let secret = uploaded.secret.unwrap_or_default();
        let request = client.post(address("contributions")).json(&new);
        let request = request
            .header("authorization", format!("Guest {secret}"))
            .header("idempotency-key", "with-a-picture");
        request.send().await?.error_for_status()?;
        Ok(())
    }
}
