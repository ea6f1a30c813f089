//! How the pages look: nothing scrolls sideways, at any width, in any colours, in either language; and a picture of
//! each, for people to judge.

use crate::harness::Visit;

const PAGES: [(&str, &str, &str); 16] = [
    ("home", "#/", ".toc"),
    ("results", "#/search?q=%E6%B1%A1%E6%9F%93%20%E6%B2%BB%E7%90%86", ".hit-card"),
    ("empty", "#/search?q=%E9%87%8F%E5%AD%90%E8%AE%A1%E7%AE%97%20%E5%B0%BE%E7%9F%BF%E5%BA%93", ".empty"),
    ("document", "#/doc/mee-2024-64", ".law"),
    ("carried", "#/doc/gbh-2025-2?q=%E6%B0%B4", ".law mark"),
    ("readings", "#/doc/hubei-2021-regional/9?readings=1", ".law--readings"),
    ("supplied", "#/doc/shanxi-2024-zoning", ".law"),
    ("targets", "#/targets?all=1", ".table--targets"),
    ("indicators", "#/targets?by=indicator", ".table--indicators"),
    ("duties", "#/duties?unit=%E6%B0%B4%E5%A4%84", ".table--duties"),
    ("tasks", "#/duties?by=task&document=hubei-2024-plan", ".table--tasks"),
    ("units-tasks", "#/duties?by=matrix&document=hubei-2024-plan", ".table--matrix"),
    (
        "project",
        "#/controls?project=%E5%9C%A8%E6%B1%BE%E6%B2%B3%E5%B9%B2%E6%B5%81%E6%B2%BF%E5%B2%B8%E6%96%B0%E5%BB%BA%E7%84%A6%E5%8C%96%E9%A1%B9%E7%9B%AE",
        ".table__why",
    ),
    ("citations", "#/citations", ".web"),
    ("places", "#/places", ".map"),
    ("unknown", "#/doc/nowhere", ".empty"),
];

/// Text that is cut off, and controls that are too small for a finger or lie on one another.
const FAULTS: &str = "const faults = [];
    const seen = at => at.getClientRects().length && getComputedStyle(at).visibility !== 'hidden' && !at.closest('.hidden, .skip');
    for (const at of document.querySelectorAll('main *, .masthead *, .foot *')) {
        const style = getComputedStyle(at);
        if (seen(at) && style.overflowX === 'hidden' && at.scrollWidth > at.clientWidth + 1) faults.push('cut off: ' + at.className);
    }
    const controls = [...document.querySelectorAll('.masthead a, .masthead button, .btn, .chip, .plain, .fold__sum, .switch')].filter(seen);
    for (const at of controls) {
        const box = at.getBoundingClientRect();
        if (box.height < 23.5) faults.push('low: ' + at.className + ' ' + at.textContent.trim().slice(0, 12) + ' ' + box.height);
        for (const other of controls) {
            const o = other.getBoundingClientRect();
            if (at !== other && !at.contains(other) && !other.contains(at)
                && box.left < o.right - 1 && o.left < box.right - 1 && box.top < o.bottom - 1 && o.top < box.bottom - 1)
                faults.push(at.textContent.trim() + ' over ' + other.textContent.trim());
        }
    }
    return faults.join(' | ')";

async fn look(english: bool) {
    let language = if english { "en" } else { "zh" };
    Visit::to("#/")
        .run(async |page| {
            if english {
                page.click("#language").await;
            }
            for (width, height) in [(1280, 800), (360, 740)] {
                page.resize(width, height);
                for dark in [false, true] {
                    page.darken(dark);
                    for (name, route, there) in PAGES {
                        page.type_address(route).await;
                        page.until(name, &format!("return !!document.querySelector('{there}')")).await;
                        let what = format!("{name}-{width}-{}-{language}", if dark { "dark" } else { "light" });
                        page.picture(&what).await;
                        page.fits(&what).await;
                        let faults = page.say(FAULTS).await;
                        assert_eq!(faults, "", "{what}");
                    }
                }
            }
        })
        .await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_in_chinese() {
    look(false).await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_in_english() {
    look(true).await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_at_any_width() {
    Visit::to("#/")
        .run(async |page| {
            for english in [false, true] {
                if english {
                    page.type_address("#/").await;
                    page.click("#language").await;
                }
                for (name, route, there) in PAGES {
                    page.type_address(route).await;
                    page.until(name, &format!("return !!document.querySelector('{there}')")).await;
                    for width in [320, 336, 400, 480, 600, 735, 767, 768, 900, 959, 960, 1000, 1100, 1440, 1920] {
                        page.resize(width, 800);
                        page.settle().await;
                        page.fits(&format!("{name} at {width} px")).await;
                    }
                    page.resize(1280, 800);
                }
            }
        })
        .await;
}

#[tokio::test]
async fn text_can_be_read_in_both_lights() {
    // The contrast of each text with what is behind it, as WCAG 2 reckons it: 4.5 : 1, or 3 : 1 if large.
    let script = "const parse = colour => { const p = colour.match(/[\\d.]+/g).map(Number); return p.length > 3 && p[3] === 0 ? null : p.slice(0, 3); };
        const light = rgb => { const [r, g, b] = rgb.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const bad = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !at.getClientRects().length || at.closest('.hidden, script, .sic__tip')) continue;
            const style = getComputedStyle(at);
            let behind = null;
            for (let up = at; up && !behind; up = up.parentElement) behind = parse(getComputedStyle(up).backgroundColor);
            const [a, b] = [light(parse(style.color)), light(behind || [255, 255, 255])];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) bad.add(at.className + ' ' + walker.currentNode.data.trim().slice(0, 12) + ' ' + ratio.toFixed(2));
        }
        return [...bad].join(' | ')";
    Visit::to("#/")
        .run(async |page| {
            for dark in [false, true] {
                page.darken(dark);
                for (name, route, there) in PAGES {
                    page.type_address(route).await;
                    page.until(name, &format!("return !!document.querySelector('{there}')")).await;
                    assert_eq!(page.say(script).await, "", "{name}, dark: {dark}");
                }
            }
        })
        .await;
}
