//! Every word of the interface, in both languages, in one table.
//!
//! In: a language. Out: words. Doesn't know where they are shown. What is put together of several words stands in
//! `phrases`.

#[cfg(feature = "whole")]
mod facts;
mod phrases;

pub use self::phrases::{fidelity_named, level_named};
use crate::route::FactTable;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

macro_rules! words {
    (
        first { $($name:ident: $zh:literal, $en:literal;)+ }
        whole { $($page:ident: $page_zh:literal, $page_en:literal;)+ }
    ) => {
        /// The words that stand by themselves. Those of pages that the first program hasn't don't travel with it.
        #[allow(missing_docs, reason = "each says itself")]
        #[derive(Debug)]
        pub struct Words {
            $(pub $name: &'static str,)+
            $(#[cfg(feature = "whole")] pub $page: &'static str,)+
        }

        static ZH: Words = Words { $($name: $zh,)+ $(#[cfg(feature = "whole")] $page: $page_zh,)+ };
        static EN: Words = Words { $($name: $en,)+ $(#[cfg(feature = "whole")] $page: $page_en,)+ };
    };
}

words! {
    first {
        name: "政策对读", "Policy Explorer";
        skip: "跳到正文", "Skip to content";
        sections: "主要栏目", "Main sections";
        search: "检索", "Search";
        documents: "文件", "Documents";
        to_dark: "深色", "Dark";
        to_light: "浅色", "Light";
        other_language: "English", "中文";
        foot_serif: "宋体是文件的原话，照所据副本录入；黑体是本工具的话。副本有误之处不径改，原读与疑作并列。",
            "Set in serif: the document's own words, as printed. Set in sans: the words of this tool. Where a copy is corrupt the printed reading stands, with the suggested reading beside it.";
        foot_local: "条文以发文机关公布的文本为准。检索都在本机浏览器内完成，输入的内容不离开这台电脑。",
            "The text published by the issuing authority prevails. Everything is computed in this browser; nothing you type leaves it.";
        other: "其他", "Other";
        all_documents: "文件目录", "All documents";
        about: "语料", "The corpus";
        keyboard: "键盘操作", "Keyboard";
        home_title: "政策对读：检索、阅读生态环境政策文件", "Policy Explorer: search and read environmental policy documents";
        for_example: "例如", "For example";
        search_help: "空格隔开的词都要出现；加引号为原文连写", "Words must all occur; quotation marks hold a phrase together";
        help: "怎样检索", "How to search";
        help_typed: "输入", "Typed";
        help_meaning: "意思", "Meaning";
        help_lenient: "不合语法的写法一律当作普通文字，不会报错。凡改动或扩充了输入的，结果上方都会说明，并可改回只检原词。", "What is no syntax is read as text; nothing fails. Whenever what was typed is changed or widened, the results say so, with a way back.";
        forget_asked: "清除本机的检索记录", "Forget the searches made on this machine";
        suggestions: "检索建议", "Suggestions";
        suggested_earlier: "检索过", "asked before";
        suggested_term: "用语", "term";
        suggested_heading: "标题", "heading";
        suggested_title: "文件", "document";
        only_typed: "只检原词", "Only what was typed";
        with_others: "连同义词、拼音等一并检索", "With synonyms, pinyin and the like";
        only_typed_now: "只检原词，不作任何扩充。", "Only what was typed, letter for letter.";
        partial: "以下只含部分词", "These have only part of it";
        dates: "成文日期", "Date of the document";
        date_from: "自", "From";
        date_to: "至", "To";
        key_help: "怎样检索", "how to search";
        placeholder: "检索条文", "Search the clauses";
        date: "成文日期", "Date";
        number: "发文字号", "Number";
        clauses: "条款", "Clauses";
        copy: "所据副本", "Copy";
        none: "未载", "none";
        by_carrier: "转发", "forwarded by";
        figure_documents: "文件", "documents";
        figure_clauses: "条款", "clauses";
        figure_characters: "字数", "characters";
        figure_cut_off: "收录截止", "taken in until";
        key_search: "到检索框", "go to the search box";
        key_next: "下一处（文内查找）", "next match (find in document)";
        key_previous: "上一处", "previous match";
        key_escape: "收起校记", "close a note";
        filter: "筛选", "Filter";
        sort: "排序", "Sort";
        by_relevance: "相关", "Relevance";
        by_date: "日期", "Date";
        by_document: "条文次序", "Document order";
        more_values: "其余 {} 个", "{} more";
        remove_filter: "去掉筛选：", "Remove filter: ";
        clear_filters: "去掉全部筛选", "Remove all filters";
        why: "命中缘由", "Why it was found";
        more_hits: "再列 20 条", "Show 20 more";
        try_instead: "可改检", "Try";
        nothing_found: "没有条文同时符合。", "No clause has all of it.";
        nothing_with_filters: "在所选筛选之内没有。", "Nothing within the chosen filters.";
        basis_inferred: "推断", "inferred";
        basis_supplied: "拟题", "title supplied";
        previous: "上一处", "Previous";
        next: "下一处", "Next";
        printed_as: "原文印作", "printed as";
        suggested: "疑作", "perhaps";
        left_out: "疑衍", "perhaps superfluous";
        compare: "对读", "Compare";
        beside: "条文并列", "Side by side";
        topics: "主题", "Topics";
        pick: "选入对读", "Pick";
        picked: "已选入", "Picked";
        picks_full: "最多四条", "Four at most";
        put_back: "去掉条文：", "Put back: ";
        tray: "已选条文", "Picked clauses";
        lay_beside: "并列对读", "Lay side by side";
        pick_more: "再选一条即可对读", "pick one more to compare";
        clear: "清空", "Clear";
        key_difference: "下一处、上一处差异（对读）", "next, previous difference (comparison)";
        suggestion_count: "{} 条建议，用上下键选择", "{} suggestions; choose with the arrow keys";
        chosen_count: "已选 {} 项", "{} chosen";
        targets: "目标", "Targets";
        duties: "职责", "Duties";
        controls: "核对", "Controls";
        citations: "引用", "Citations";
        places: "地点", "Places";
        coming: "正在打开……", "Opening …";
        not_come: "这一页的程序没有取到，请检查网络后再试。", "The program of this page did not arrive; check the network and try again.";
        try_again: "再试", "Try again";
        no_document: "语料中没有这份文件", "There is no such document";
        no_place: "没有这个页面", "There is no such page";
        to_home: "回首页", "To the first page";
    }
    whole {
        title: "标题", "Title";
        not_in_copy: "所据副本未载", "not in this copy";
        copy_link: "复制链接", "Copy link";
        copied: "链接已复制", "Link copied";
        copy_failed: "浏览器不让复制，请从地址栏复制", "The browser refuses to copy; take the address from its bar";
        outline: "目录", "Contents";
        outline_label: "本文件目录", "Contents of this document";
        card_index: "索引号", "Index number";
        card_subjects: "主题分类", "Subjects";
        card_issuers: "发文机关", "Issued by";
        card_signed: "成文日期", "Signed";
        card_number: "发文字号", "Number";
        card_printed: "印发日期", "Printed";
        card_genre: "文种", "Kind";
        card_published: "发布日期", "Published";
        card_effective: "施行日期", "In force";
        card_addressees: "主送机关", "Addressed to";
        card_copied: "抄送机关", "Copied to";
        card_openness: "公开属性", "Openness";
        card_carrier: "转发通知", "Forwarded by";
        basis_printed: "原文印载", "printed";
        provenance: "来源说明", "Provenance";
        print: "打印", "Print";
        show_readings: "并列疑作读法", "Show suggested readings";
        find_label: "文内查找", "Find in this document";
        to_search: "在全部文件中检索", "Search all documents";
        joined: "断", "break";
        carrier_part: "转发通知", "The forwarding notice";
        compare_lede: "选两到四份文件，逐条对齐，看各地怎样承接、加了什么、缺了什么。第一份为基准，可随时更换。",
            "Choose two to four documents: their clauses are laid side by side, with what was added and what is missing. The first is the base and can be changed at any time.";
        choose_documents: "还须再选文件，至少两份。", "Choose at least two documents.";
        add_document: "＋ 添一份文件", "+ Add a document";
        take_off_document: "去掉文件：", "Take off: ";
        base: "基准", "Base";
        make_base: "作基准", "Make it the base";
        take_off: "去掉", "Take off";
        shut_column: "收起", "Shut";
        open_column: "展开：", "Open: ";
        way: "方式", "View";
        only: "只看", "Only";
        tools: "工具", "Tools";
        export: "导出", "Export";
        legend: "记号", "Marks";
        legend_new_mark: "下画线", "underline";
        legend_new: "基准所无", "not in the base";
        legend_figure_mark: "双线", "double";
        legend_figure: "数字、日期不同", "another figure or date";
        legend_force_mark: "着重", "dots";
        legend_force: "语气词不同", "another modal word";
        legend_name_mark: "波线", "wave";
        legend_name: "地名、机构不同", "another place or body";
        legend_cut_mark: "删除线", "struck out";
        legend_cut: "基准所有，此件所无", "in the base alone";
        legend_same_mark: "点线", "dotted";
        legend_same: "两条共有（全文相差较大时）", "in both, where the texts differ much";
        limits: "关系由程序逐句比较字词、数字、期限和语气词得出，每个标签下都列所据的字句，把握不足的一律只作“相关”。“未见对应”只说明在所选文件中没有找到，不等于没有规定；改写较大的条文可能漏配。",
            "Relations are read by rules, sentence by sentence, from words, figures, deadlines and modal words; each label shows what it rests on, and what is doubtful is merely called related. “No counterpart” says that none was found in these documents, not that there is none; clauses that were much reworded may be missed.";
        no_counterpart: "本语料中未见对应条款", "No counterpart found in this corpus";
        without_counterpart: "未见对应", "No counterpart";
        not_on_topic: "未见此主题的条款", "No clause found on this topic";
        nothing_of_kind: "没有这一类的条文，请改选“只看”。", "There is nothing of this kind; choose other kinds.";
        only_in: "基准未见，见于", "Not in the base, but in ";
        next_difference: "下一处差异", "Next difference";
        previous_difference: "上一处差异", "Previous difference";
        not_taken_over: "未承接", "Left out";
        related: "相关条文", "Related clauses";
        beside_empty: "在检索结果、文件正文或对读中点“选入对读”，选两到四条，再从页脚打开本页。", "Pick two to four clauses among search results, in a document or in a comparison, and open this page from the foot of the window.";
        no_such_provision: "语料中没有这些条文：", "There are no such clauses:";
        topic: "主题", "Topic";
        all_topics: "全部主题", "All topics";
        topics_title: "主题与文件", "Topics and documents";
        topics_lede: "各文件以某一主题为主要内容的条款数，由程序按用语判定，可能有误；点数字看原文并列。", "How many clauses of each document are mainly on a topic, as rules read it from their words, which may err; a figure leads to the texts side by side.";
        with_mentions: "连同只是提及的条款", "Count mere mentions too";
        mainly: "主要内容", "main topic";
        mentioned: "只是提及", "merely mentioned";
        sum: "合计", "Sum";
        not_found: "未见", "not found";
        row: "序号", "No.";
        document: "文件", "Document";
        clause: "条款", "clause";
        wording: "原文", "text";
        relation: "关系", "Relation";
        evidence: "所据", "Evidence";
        no_download: "浏览器不让保存文件，请改用打印或复制。", "The browser refuses to save a file; print or copy instead.";
        more: "另有 {} 条", "{} more";
        mention: "另有 {} 条提及", "{} more mention it";
        alone: "未见对应 {}", "{} without counterpart";
        and_more: "{} 以上", "{} or more";
        aside: "（{}）", "({})";
        targets_lede: "到什么时候、达到多少。期限分原文印载的，与据文件年度推断的。", "By when, and how much. Deadlines are printed, or inferred from a plan’s year.";
        show_signs: "标出目标、职责、管控", "Mark targets, duties and controls";
        no_signs: "目标、职责、管控没有取到。", "Targets, duties and controls did not arrive.";
        to_table: "见全表", "to the table";
        facts_failed: "读出的事项没有取到，请检查网络后再试。", "What was read out of the documents did not arrive; check the network and try again.";
        no_rows: "没有符合所选条件的。", "There is nothing of this kind.";
        rows_count: "{} 项", "{}";
        more_rows: "再列一些（还有 {} 项）", "Show more ({} left)";
        documents_by_indicator: "指标 × 文件", "Indicators and documents";
        duties_title: "谁牵头，谁负责", "Who leads, who is responsible";
        duties_lede: "文件写明的牵头、配合、责任单位，各管原文的哪一段；正文里点名承担职责的单位另作标明。", "The units that documents name as leading, helping or responsible, each with the stretch of text that it covers; units that running text charges with something are marked so.";
        by_unit: "按单位", "By unit";
        by_task: "按任务", "By task";
        unit_by_task: "单位 × 任务", "Units × tasks";
        unit: "单位", "Unit";
        units_count: "{} 个", "{}";
        all_units: "全部单位", "All units";
        role: "分工", "Role";
        task: "任务", "Task";
        task_as_printed: "任务（原句）", "Task, as printed";
        lead_units: "牵头单位", "Leading";
        with_units: "配合单位", "With";
        responsible_units: "责任单位", "Responsible";
        other_units: "配合、责任单位", "With and responsible";
        beside_them: "同一分工的还有", "Others in this role";
        reading_suggested: "按疑作", "as suggested";
        named_in_text: "正文点名", "named in the text";
        controls_title: "项目与政策核对", "A project against the policies";
        controls_lede: "写下项目，列出与之有关的禁止、限制与要求，逐条附原句与缘由。是否相符由编制人判定，本工具不下结论。", "Describe a project: what forbids, limits or asks something of it is listed, each with its sentence and the reason. Whether it conforms is for people to judge.";
        project_label: "项目", "Project";
        project_check: "列出有关条款", "List what bears on it";
        project_help: "一两句话即可。内容不离开本机。", "A sentence or two, in Chinese. It does not leave this machine.";
        every_control: "看全部管控条款", "All controls";
        each_control: "各项管控", "Each control";
        bearing_controls: "与项目有关的条款", "What bears on the project";
        no_bearing: "本语料中没有读出与此有关的条款。没有读出不等于没有规定，请再用检索核对。", "Nothing that bears on it was read in this corpus. That does not mean that nothing does; search the texts too.";
        control_kind: "管控", "Control";
        control_subject: "对象", "Of what";
        zone: "区域", "Zone";
        place: "地点", "Place";
        threshold: "限值", "Limit";
        reasons: "缘由", "Reasons";
        with_wishes: "连同一般要求和鼓励", "Mere requests and encouragements too";
        citations_title: "引用与承接", "Who refers to what";
        citations_lede: "文件引用的法律、法规、规划、文件、会议和制度；语料中有的可直接打开。待制定的文件不算已有，早于某文件的引用不会指向它。", "Laws, plans, documents, meetings and systems that are cited; those in the corpus can be opened. What is yet to be drawn up does not count as existing, and nothing cites a later document.";
        each_citation: "各处引用", "Each citation";
        cited_name: "被引用的", "Cited";
        cited_kind: "类别", "Kind";
        leads_to: "本语料中", "In this corpus";
        planned: "待制定", "yet to be drawn up";
        unrecorded: "未收录", "not recorded";
        web_label: "文件与被引用文件的关系图", "The documents and what they cite";
        web_caption: "上层为两份以上文件都引用、而语料未收录的；以下依次为国家、省级和市县文件。线由引用者指向被引用者，粗者引用多。表中所列更全。", "On top what two or more documents cite and the corpus has not; below national, provincial and local documents. Lines lead up to what is cited, the thicker the more often. The table has all.";
        places_title: "地点", "Places";
        places_lede: "条款里提到的行政区、流域、河湖、山脉、城市群和区域。机构名称里的地名不计。", "Provinces, cities, counties, basins, rivers, lakes, ranges, clusters and regions that clauses name. A place inside an organisation’s name does not count.";
        place_kind: "类别", "Kind";
        provinces: "所在省份", "Provinces";
        times: "次数", "Times";
        printed: "印作", "As printed";
        each_place: "各处地点", "Each place";
        every_place: "看全部地点", "All places";
        map_label: "各省份有多少条款提到", "How many clauses name each province";
        map_caption: "数字为提到该省份，或其中市县、河湖、区域的条款数。方格只示意方位，不表示边界和面积。", "Figures are clauses that name the province, or a city, river, lake or region in it. Tiles show where it lies, not borders or areas.";
        targets_title: "目标与期限", "Targets and deadlines";
        with_unmeasured: "连同没有数字和日期的", "Those without a figure or date too";
        due: "期限", "Due";
        no_due: "未载期限", "no deadline";
        whole_year: "全年", "all year";
        due_printed: "期限为原文印载", "deadline printed";
        due_inferred: "期限据文件年度推断", "deadline inferred from the plan’s year";
        due_none: "原文未载期限", "no deadline given";
        today: "今日", "Today";
        one_dot: "一点一项；按先后排列，不按比例", "one dot a target; in order, not to scale";
        bars: "柱高为项数；按先后排列，不按比例", "the height is the number; in order, not to scale";
        never: "未载", "no";
        never_due: "期限", "deadline";
        indicator: "指标", "Indicator";
        demand: "要求", "Target";
        strength: "语气", "Wording";
        sentence: "原句", "Sentence";
        source: "出处", "Source";
        inferred: "推断", "inferred";
        corrected: "编者校正", "corrected by the editor";
        documents_by_due: "各文件与期限", "Documents and deadlines";
        each_target: "各项目标", "Each target";
        all: "全部", "All";
        sort_by: "按此列排序：", "Sort by: ";
        baseline: "比较基准", "Baseline";
        no_provision: "这份文件没有这一条，以下是全文。", "This document has no such provision; here is the whole.";
    }
}

/// The query language by examples: what is typed, and what it means in Chinese and in English.
pub const HELP: &[(&str, &str, &str)] = &[
    ("丹江口 水质", "两词都要出现在同一条", "both words in one provision"),
    ("“一水一策”", "引号内原文连写，一字不差", "letter for letter"),
    ("洪湖 OR 梁子湖", "任一即可", "either"),
    ("排污权 -排污许可", "不含后一词；也可写 NOT 或 不含:", "not the second; also NOT"),
    ("(洪湖 OR 丹江口) 治理", "括号分组", "groups"),
    (
        "标题:无废城市",
        "只看标题；另有 正文: 文号: 机关: 地区: 层级: 文种: 年份:",
        "in the heading; also body: number: issuer: region: level: genre: year:",
    ),
    ("年份:2021-2024 碳市场", "文件年份在此之间", "documents of these years"),
    ("同句:(禁止 化工)", "各词须在同一句；同条: 为同一条", "in one sentence; clause: in one provision"),
    ("国办函2025 2号", "文号随意写，括号、“第”字、空格都不拘", "a document's number in any notation"),
    ("哪些城市在建无废城市？", "整句提问，虚词自动略去", "a whole sentence; its small words are passed over"),
    ("danjiangkou", "拼音，全拼或首字母（djk）", "pinyin, whole or by first letters (djk)"),
    ("黑臭水體", "繁体照样检得", "traditional characters"),
    ("VOCs", "简称、全称、异名互通", "short forms, full forms and other names"),
    ("tailings pond", "英文按中文检索", "English is looked up in Chinese"),
];

/// A word of the table with a count in the place of its `{}`.
pub fn counted(words: &str, count: usize) -> String {
    words.replace("{}", &count.to_string())
}

impl Words {
    /// What a table of facts is called.
    pub fn of_table(&self, table: FactTable) -> &'static str {
        match table {
            FactTable::Targets => self.targets,
            FactTable::Duties => self.duties,
            FactTable::Controls => self.controls,
            FactTable::Citations => self.citations,
            FactTable::Places => self.places,
        }
    }
}

impl Lang {
    /// The table.
    pub fn words(self) -> &'static Words {
        match self {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// For `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
