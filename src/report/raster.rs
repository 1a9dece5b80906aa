//! SVG to PNG with the program's own faces: Inter first, then Noto Sans SC of the same weight. A
//! sign that neither has is looked for in the system's faces.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, Options, Tree};

/// A picture that could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The drawing is no SVG.
    #[error("the drawing could not be read: {0}")]
    Drawing(String),
    /// There is no memory for so large a picture.
    #[error("the picture is too large")]
    TooLarge,
    /// The picture could not be packed.
    #[error("the picture could not be packed: {0}")]
    Packing(String),
}

/// Longest side of a picture: what chat programs still show.
const LONGEST: f32 = 16_000.0;

/// The five faces, read when the first picture is drawn.
struct Faces {
    all: Arc<Database>,
    latin: [ID; 3],
    han: [ID; 2],
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    let mut all = Database::new();
    let mut load = |bytes: &'static [u8]| {
        all.load_font_source(Source::Binary(Arc::new(bytes))).first().copied()
    };
    let latin = [
        load(include_bytes!("../../assets/fonts/Inter-Regular.otf"))?,
        load(include_bytes!("../../assets/fonts/Inter-Medium.otf"))?,
        load(include_bytes!("../../assets/fonts/Inter-SemiBold.otf"))?,
    ];
    let han = [
        load(include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf"))?,
        load(include_bytes!("../../assets/fonts/NotoSansSC-Medium.otf"))?,
    ];
    Some(Faces { all: Arc::new(all), latin, han })
});

/// Draws a whole SVG document `scale` times as large as its own units, as PNG.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, RasterError> {
    let faces = FACES.as_ref().ok_or_else(|| RasterError::Drawing("no face".to_owned()))?;
    let options = Options {
        fontdb: Arc::clone(&faces.all),
        font_resolver: FontResolver {
            select_font: Box::new(move |font, _| {
                Some(
                    faces.latin[match font.weight() {
                        ..=449 => 0,
                        450..=549 => 1,
                        550.. => 2,
                    }],
                )
            }),
            select_fallback: Box::new(move |sign, tried, all| {
                let light = tried.first() == Some(&faces.latin[0]);
                let own = faces.han[usize::from(!light)];
                if !tried.contains(&own) {
                    return Some(own);
                }
                // Rare: a name in a script or with a sign that no own face has.
                if all.len() == faces.all.len() {
                    Arc::make_mut(all).load_system_fonts();
                }
                FontResolver::default_fallback_selector()(sign, tried, all)
            }),
        },
        ..Options::default()
    };
    let tree =
        Tree::from_str(svg, &options).map_err(|error| RasterError::Drawing(error.to_string()))?;
    let size = tree.size();
    let scale = scale.min(LONGEST / size.width().max(size.height()));
    let (width, height) = (size.width() * scale, size.height() * scale);
    let mut picture =
        Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or(RasterError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| RasterError::Packing(error.to_string()))
}
