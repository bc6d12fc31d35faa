//! Reading ideas.

use anyhow::Result;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;

journeys![reads_the_list];

async fn reads_the_list(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.see("Idéer").await
}
