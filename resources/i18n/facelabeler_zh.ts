<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FaceLabeler</name>
    <message>
        <source>%1 are still unclustered.</source>
        <translation>仍有 %1 未归类。</translation>
    </message>
    <message>
        <source>%1 is still unclustered.</source>
        <translation>仍有 %1 未归类。</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>%1 is in this place before and after; from %2 to %3 it holds %4 without a name. Click to go there.</source>
        <translation>%1 此前和此后都在这个位置；%2 至 %3 期间这里有 %4 尚未命名。点击前往。</translation>
    </message>
    <message>
        <source>%1 is twice in one frame at %2: a mirror, a screen, or somebody else. Click to go there.</source>
        <translation>%1 在 %2 的同一画面中出现两次：可能是镜子、屏幕，或是另一个人。点击前往。</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1 个</translation>
    </message>
    <message>
        <source>%1 or %2: later</source>
        <translation>%1 或 %2：稍后</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1, confirmed %2 %</source>
        <translation>%1，已确认 %2 %</translation>
    </message>
    <message>
        <source>%1, this track</source>
        <translation>%1，此段轨迹</translation>
    </message>
    <message>
        <source>%n answered settled %1</source>
        <translation>已回答 %n 个，确定了 %1</translation>
    </message>
    <message>
        <source>%n more with less time on screen</source>
        <translation>另有 %n 个出现时间更短</translation>
    </message>
    <message>
        <source>&amp;Draw Missed Face</source>
        <translation>框选漏检的人脸(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Go to Frame</source>
        <translation>转到该帧(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;No, Different People</source>
        <translation>否，不是同一个人(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Play or Preview</source>
        <translation>播放或预览(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Questions</source>
        <translation>逐题确认(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Yes, Same Person</source>
        <translation>是，同一个人(&amp;Y)</translation>
    </message>
    <message>
        <source>A frame back or on</source>
        <translation>后退或前进一帧</translation>
    </message>
    <message>
        <source>A sample back or on</source>
        <translation>后退或前进一个取样</translation>
    </message>
    <message>
        <source>A shot back or on</source>
        <translation>后退或前进一个镜头</translation>
    </message>
    <message>
        <source>Another face of the frame</source>
        <translation>该帧中的另一张人脸</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answer with Y, N or S; Esc goes back to the cards</source>
        <translation>请按 Y、N 或 S 回答；按 Esc 返回卡片</translation>
    </message>
    <message>
        <source>Answers are kept for good. Every later grouping obeys them.</source>
        <translation>答案会一直保留，此后的每次分组都会遵守。</translation>
    </message>
    <message>
        <source>Are these the same person?</source>
        <translation>这是同一个人吗？</translation>
    </message>
    <message>
        <source>Arrow keys step frames, with Shift samples, with Ctrl shots; Space plays</source>
        <translation>方向键逐帧移动，加 Shift 按取样，加 Ctrl 按镜头；空格播放</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to Clusters</source>
        <translation>返回人脸组</translation>
    </message>
    <message>
        <source>By their faces %1 % likely</source>
        <translation>从面容看，有 %1 % 的可能是同一个人</translation>
    </message>
    <message>
        <source>Click marks a face as odd, P takes marked faces out; two clicks open its frame</source>
        <translation>单击标记异常人脸，按 P 移出所标记的；双击打开所在画面</translation>
    </message>
    <message>
        <source>Click the odd faces first, then P takes them out</source>
        <translation>请先单击异常的人脸，再按 P 移出</translation>
    </message>
    <message>
        <source>Comes back at the end</source>
        <translation>最后会再次询问</translation>
    </message>
    <message>
        <source>Confirms %1 in %2</source>
        <translation>确认“%2”中的 %1</translation>
    </message>
    <message>
        <source>Drag a box around the face, or use the arrows, Shift+arrows and Enter. Esc leaves</source>
        <translation>请在人脸周围拖出方框，或使用方向键、Shift+方向键和回车。按 Esc 放弃</translation>
    </message>
    <message>
        <source>Draw Missed Face</source>
        <translation>框选漏检的人脸</translation>
    </message>
    <message>
        <source>F&amp;rom Here On Someone Else</source>
        <translation>从此处起是另一个人(&amp;R)</translation>
    </message>
    <message>
        <source>Frame before</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>From here on it is someone else</source>
        <translation>从此处起是另一个人</translation>
    </message>
    <message>
        <source>Go to Frame</source>
        <translation>转到该帧</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>In doubt in %1</source>
        <translation>“%1”中存疑</translation>
    </message>
    <message>
        <source>In this frame</source>
        <translation>此画面中</translation>
    </message>
    <message>
        <source>Last answers</source>
        <translation>最近的回答</translation>
    </message>
    <message>
        <source>Looking at the face …</source>
        <translation>正在分析人脸…</translation>
    </message>
    <message>
        <source>Merges %1 into %2</source>
        <translation>将 %1 并入“%2”</translation>
    </message>
    <message>
        <source>Move the box, make it larger or smaller</source>
        <translation>移动方框，放大或缩小</translation>
    </message>
    <message>
        <source>Na&amp;mes in the Viewer</source>
        <translation>在查看器中显示姓名(&amp;M)</translation>
    </message>
    <message>
        <source>Name %1</source>
        <translation>为 %1 命名</translation>
    </message>
    <message>
        <source>Names %1 %2</source>
        <translation>将 %1 命名为“%2”</translation>
    </message>
    <message>
        <source>Never asked again, never merged</source>
        <translation>不再询问，也不会合并</translation>
    </message>
    <message>
        <source>Never on screen together.</source>
        <translation>从未同时出现。</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Next shot</source>
        <translation>下一个镜头</translation>
    </message>
    <message>
        <source>No picture can be read here.</source>
        <translation>此处无法读取画面。</translation>
    </message>
    <message>
        <source>No questions left.</source>
        <translation>没有问题了。</translation>
    </message>
    <message>
        <source>No, different people</source>
        <translation>否，不是同一个人</translation>
    </message>
    <message>
        <source>Not &amp;Sure, Later</source>
        <translation>不确定，稍后再问(&amp;S)</translation>
    </message>
    <message>
        <source>Not sure, later</source>
        <translation>不确定，稍后再问</translation>
    </message>
    <message>
        <source>Open the questions first: F7</source>
        <translation>请先打开逐题确认：F7</translation>
    </message>
    <message>
        <source>Open the viewer with G to draw a missed face</source>
        <translation>请按 G 打开查看器来框选漏检的人脸</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play Track</source>
        <translation>播放轨迹</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>逐题确认</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Select a face or a card to see its frame</source>
        <translation>请选择人脸或卡片以查看所在画面</translation>
    </message>
    <message>
        <source>Select the box of a face that is in a card</source>
        <translation>请选择属于某张卡片的人脸方框</translation>
    </message>
    <message>
        <source>Select the face from which on it is someone else</source>
        <translation>请选择从哪张人脸起是另一个人</translation>
    </message>
    <message>
        <source>Shot before</source>
        <translation>上一个镜头</translation>
    </message>
    <message>
        <source>Show Unclustered Faces</source>
        <translation>显示未归类的人脸</translation>
    </message>
    <message>
        <source>Takes them out, for good</source>
        <translation>移出，此后不再并入</translation>
    </message>
    <message>
        <source>This track alone, %1</source>
        <translation>仅此段轨迹，%1</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Together in %n frame</source>
        <translation>有 %n 个画面同时出现</translation>
    </message>
    <message>
        <source>Together in %n frames</source>
        <translation>有 %n 个画面同时出现</translation>
    </message>
    <message>
        <source>Undo Answer</source>
        <translation>撤销回答</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>查看器</translation>
    </message>
    <message>
        <source>Yes, same person</source>
        <translation>是，同一个人</translation>
    </message>
    <message>
        <source>doubtful, %1</source>
        <translation>存疑，%1</translation>
    </message>
    <message>
        <source>frame %1 of %2</source>
        <translation>第 %1 帧，共 %2 帧</translation>
    </message>
    <message>
        <source>gap: seated here before and after</source>
        <translation>空缺：此前和此后都在此处</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>not on screen</source>
        <translation>不在画面中</translation>
    </message>
    <message>
        <source>on screen</source>
        <translation>在画面中</translation>
    </message>
    <message>
        <source>selected, %1</source>
        <translation>已选中，%1</translation>
    </message>
    <message>
        <source>twice in one frame</source>
        <translation>同一画面中出现两次</translation>
    </message>
    <message>
        <source>%1 doubtful</source>
        <translation>%1 张存疑</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>人脸组</translation>
    </message>
    <message>
        <source>Move %1 to</source>
        <translation>将%1移到</translation>
    </message>
    <message>
        <source>Select faces or cards to move</source>
        <translation>请选择要移动的人脸或卡片</translation>
    </message>
    <message>
        <source>Person (class)</source>
        <translation>人物（类别）</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>将写入的内容</translation>
    </message>
    <message>
        <source>%n face</source>
        <translation>%n 张人脸</translation>
    </message>
    <message>
        <source>%n faces</source>
        <translation>%n 张人脸</translation>
    </message>
    <message>
        <source>%n label</source>
        <translation>%n 个标注</translation>
    </message>
    <message>
        <source>%n labels</source>
        <translation>%n 个标注</translation>
    </message>
    <message>
        <source>Example from train:</source>
        <translation>训练集示例：</translation>
    </message>
    <message>
        <source>about %1, %2</source>
        <translation>约 %1，%2</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>已导出%1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%n image</source>
        <translation>%n 张图像</translation>
    </message>
    <message>
        <source>%n images</source>
        <translation>%n 张图像</translation>
    </message>
    <message>
        <source>%n picture</source>
        <translation>%n 张图像</translation>
    </message>
    <message>
        <source>%n pictures</source>
        <translation>%n 张图像</translation>
    </message>
    <message>
        <source>%n box</source>
        <translation>%n 个框</translation>
    </message>
    <message>
        <source>%n boxes</source>
        <translation>%n 个框</translation>
    </message>
    <message>
        <source>%n class</source>
        <translation>%n 个类别</translation>
    </message>
    <message>
        <source>%n classes</source>
        <translation>%n 个类别</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用空间 %1</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Checking what was written</source>
        <translation>正在检查写入的内容</translation>
    </message>
    <message>
        <source>%1 of %2 images</source>
        <translation>%1 / %2 张图像</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何内容。</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Other formats can be added as plug-ins.</source>
        <translation>可通过插件添加其他格式。</translation>
    </message>
    <message>
        <source>Leave %1 out</source>
        <translation>不含“%1”</translation>
    </message>
    <message>
        <source>No track is in two splits.</source>
        <translation>同一轨迹不会跨数据集划分。</translation>
    </message>
    <message>
        <source>Checked now, and again after writing.</source>
        <translation>现已检查，写入后再次检查。</translation>
    </message>
    <message>
        <source>%1 is left out.</source>
        <translation>未包含“%1”。</translation>
    </message>
    <message>
        <source>Take %1 back in</source>
        <translation>重新加入“%1”</translation>
    </message>
    <message>
        <source>Before you export</source>
        <translation>导出之前</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Unnamed faces</source>
        <translation>未命名的人脸</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Where the dataset goes</source>
        <translation>数据集的位置</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation>导出数据集</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>请为数据集选择文件夹。</translation>
    </message>
    <message>
        <source>No face has a name yet. Name the people you want, or include everybody.</source>
        <translation>还没有人脸有姓名。请为需要的人物命名，或包含所有人。</translation>
    </message>
    <message>
        <source>A source is not where it was; its pictures are needed.</source>
        <translation>有一个源文件不在原处，而导出需要它的画面。</translation>
    </message>
    <message>
        <source>No faces were found yet.</source>
        <translation>尚未找到人脸。</translation>
    </message>
    <message>
        <source>Replace %1?</source>
        <translation>替换“%1”？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>What is in the folder now is deleted once the new dataset is complete and checked.</source>
        <translation>新数据集写完并检查无误后，才会删除该文件夹中现有的内容。</translation>
    </message>
    <message>
        <source>%n step in force. Every one can be undone.</source>
        <translation>共 %n 步生效，每一步都可以撤销。</translation>
    </message>
    <message>
        <source>%n steps in force. Every one can be undone.</source>
        <translation>共 %n 步生效，每一步都可以撤销。</translation>
    </message>
    <message>
        <source>Undoes %n step.</source>
        <translation>将撤销 %n 步。</translation>
    </message>
    <message>
        <source>Undoes %n steps.</source>
        <translation>将撤销 %n 步。</translation>
    </message>
    <message>
        <source>Makes %n step again.</source>
        <translation>将重做 %n 步。</translation>
    </message>
    <message>
        <source>Makes %n steps again.</source>
        <translation>将重做 %n 步。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Go to This Step</source>
        <translation>转到这一步</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>here now</source>
        <translation>当前位置</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>All Keys</source>
        <translation>所有快捷键</translation>
    </message>
    <message>
        <source>Search keys and what they do</source>
        <translation>搜索快捷键及其作用</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>No key does that.</source>
        <translation>没有这样的快捷键。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Something went wrong that should not have</source>
        <translation>出现了不应发生的错误</translation>
    </message>
    <message>
        <source>Your work is saved. Copy the details into a report, and go on</source>
        <translation>您的工作已保存。请将详细信息复制到报告中，然后继续</translation>
    </message>
    <message>
        <source>%n file</source>
        <translation>%n 个文件</translation>
    </message>
    <message>
        <source>%n files</source>
        <translation>%n 个文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Add %1 to %2?</source>
        <translation>将%1添加到“%2”？</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>添加到“%1”</translation>
    </message>
    <message>
        <source>Start a New Project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>In one project, people are recognised across all of its videos and photos.</source>
        <translation>在同一个项目中，可跨所有视频和照片识别人物。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>New videos and photos are read with these.</source>
        <translation>读取新的视频和照片时使用这些设置。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>FaceLabeler projects</source>
        <translation>FaceLabeler 项目</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Videos and photos</source>
        <translation>视频和照片</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>One project can be open at a time. Open it by itself.</source>
        <translation>一次只能打开一个项目，请单独打开它。</translation>
    </message>
    <message>
        <source>Move %1 to %2</source>
        <translation>将%1移到“%2”</translation>
    </message>
    <message>
        <source>In this frame already</source>
        <translation>该画面中已有此人</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>第 %1 帧</translation>
    </message>
    <message>
        <source>The file is not where it was.</source>
        <translation>文件不在原处。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Face %1 at %2</source>
        <translation>人脸 %1，%2</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>track of %1</source>
        <translation>%1的轨迹</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Stack faces of a track</source>
        <translation>堆叠同一轨迹的人脸</translation>
    </message>
    <message>
        <source>%n new face · Show</source>
        <translation>%n 张新人脸 · 显示</translation>
    </message>
    <message>
        <source>%n new faces · Show</source>
        <translation>%n 张新人脸 · 显示</translation>
    </message>
    <message>
        <source>Show every face</source>
        <translation>显示每张人脸</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有内容</translation>
    </message>
    <message>
        <source>Drag faces here, or press I or Delete on a selection.</source>
        <translation>将人脸拖到这里，或选中后按 I 或 Delete。</translation>
    </message>
    <message>
        <source>Choose a card to see its faces.</source>
        <translation>选择一张卡片以查看其中的人脸。</translation>
    </message>
    <message>
        <source>Size of cards</source>
        <translation>卡片大小</translation>
    </message>
    <message>
        <source>Which cards</source>
        <translation>显示哪些卡片</translation>
    </message>
    <message>
        <source>Both in one frame: is one of them in a mirror or on a screen?</source>
        <translation>两者在同一画面中：其中之一是镜子或屏幕里的吗？</translation>
    </message>
    <message>
        <source>Untitled — FaceLabeler</source>
        <translation>未命名 — FaceLabeler</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Two faces in one frame</source>
        <translation>同一画面中的两张人脸</translation>
    </message>
    <message>
        <source>Undo %n Step</source>
        <translation>撤销 %n 步</translation>
    </message>
    <message>
        <source>Undo %n Steps</source>
        <translation>撤销 %n 步</translation>
    </message>
    <message>
        <source>%1, with %2</source>
        <translation>%1，连同%2</translation>
    </message>
    <message>
        <source>Two of them are in one frame: a mirror or a screen? Else Ctrl+Z takes it back</source>
        <translation>其中两张在同一画面中：是镜子或屏幕吗？若不是，按 Ctrl+Z 撤销</translation>
    </message>
    <message>
        <source>Move Anyway</source>
        <translation>仍然移动</translation>
    </message>
    <message>
        <source>Name %1, %2</source>
        <translation>为%1命名，共%2</translation>
    </message>
    <message>
        <source>%n card joins %1</source>
        <translation>%n 个组将并入“%1”</translation>
    </message>
    <message>
        <source>%n cards join %1</source>
        <translation>%n 个组将并入“%1”</translation>
    </message>
    <message>
        <source>After Enter: %1, %2 in all. Undo takes it back.</source>
        <translation>按 Enter 后：%1，共%2。可撤销。</translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation>%1的姓名</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>您是指“%1”吗？</translation>
    </message>
    <message>
        <source>%n card</source>
        <translation>%n 个组</translation>
    </message>
    <message>
        <source>%n cards</source>
        <translation>%n 个组</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用“%1”</translation>
    </message>
    <message>
        <source>New person “%1”</source>
        <translation>新人物“%1”</translation>
    </message>
    <message>
        <source>%1, merges</source>
        <translation>%1，将合并</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Trays</source>
        <translation>托盘</translation>
    </message>
    <message>
        <source>%1% confirmed</source>
        <translation>已确认 %1%</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>按键 %1</translation>
    </message>
    <message>
        <source>Sort by number of faces</source>
        <translation>按人脸数量排序</translation>
    </message>
    <message>
        <source>Names you give appear here.</source>
        <translation>您给出的姓名会显示在这里。</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>按姓名排序</translation>
    </message>
    <message>
        <source>%n group</source>
        <translation>%n 个组</translation>
    </message>
    <message>
        <source>%n groups</source>
        <translation>%n 个组</translation>
    </message>
    <message>
        <source>%1 is done: %2 in %3</source>
        <translation>%1 已完成：%2，%3</translation>
    </message>
    <message>
        <source>Cancelled at %1. What was found is kept; open the video again to go on.</source>
        <translation>已在 %1 处取消。已有结果已保留，重新打开该视频即可继续。</translation>
    </message>
    <message>
        <source>%n source</source>
        <translation>%n 个源文件</translation>
    </message>
    <message>
        <source>%n sources</source>
        <translation>%n 个源文件</translation>
    </message>
    <message>
        <source>No faces found in %1. Try a smaller step.</source>
        <translation>在 %1 中未找到人脸。可缩短取样间隔。</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开的项目(&amp;R)</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Remove from This List</source>
        <translation>从此列表中移除</translation>
    </message>
    <message>
        <source>Not where it was: %1</source>
        <translation>不在原处：%1</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>%n video</source>
        <translation>%n 个视频</translation>
    </message>
    <message>
        <source>%n videos</source>
        <translation>%n 个视频</translation>
    </message>
    <message>
        <source>%n photo</source>
        <translation>%n 张照片</translation>
    </message>
    <message>
        <source>%n photos</source>
        <translation>%n 张照片</translation>
    </message>
    <message>
        <source>%n person</source>
        <translation>%n 个人物</translation>
    </message>
    <message>
        <source>%n people</source>
        <translation>%n 个人物</translation>
    </message>
    <message>
        <source>Open a video, or drop one here</source>
        <translation>打开视频，或将其拖到这里</translation>
    </message>
    <message>
        <source>Projects you open will be listed here.</source>
        <translation>您打开的项目会列在这里。</translation>
    </message>
    <message>
        <source>Photos and folders work too. Faces appear while it is still being read.</source>
        <translation>照片和文件夹也可以。读取过程中即可看到人脸。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>使用流程</translation>
    </message>
    <message>
        <source>Faces are found and grouped</source>
        <translation>查找人脸并分组</translation>
    </message>
    <message>
        <source>One card for each person the program sees.</source>
        <translation>程序看到的每个人物对应一张卡片。</translation>
    </message>
    <message>
        <source>You name the cards</source>
        <translation>您为卡片命名</translation>
    </message>
    <message>
        <source>Press Enter and type. Drag a face that is in the wrong place.</source>
        <translation>按 Enter 后输入。放错位置的人脸可直接拖走。</translation>
    </message>
    <message>
        <source>You export a dataset</source>
        <translation>您导出数据集</translation>
    </message>
    <message>
        <source>Training images and labels, checked before you get them.</source>
        <translation>训练图像和标注，交付前均经过检查。</translation>
    </message>
    <message>
        <source>Open Video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>Open Folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open Project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Drop to open it</source>
        <translation>松开即可打开</translation>
    </message>
    <message>
        <source>Drop to open all %n</source>
        <translation>松开即可打开全部 %n 个</translation>
    </message>
    <message>
        <source>· %n action</source>
        <translation>· %n 次操作</translation>
    </message>
    <message>
        <source>· %n actions</source>
        <translation>· %n 次操作</translation>
    </message>
    <message>
        <source>FaceLabeler never goes online.</source>
        <translation>FaceLabeler 从不联网。</translation>
    </message>
    <message>
        <source>%1 per 100 faces</source>
        <translation>每 100 张 %1 次</translation>
    </message>
    <message>
        <source>%1 of %2 faces labelled</source>
        <translation>已标注 %1 / %2 张人脸</translation>
    </message>
    <message>
        <source>· %1% · %2 left</source>
        <translation>· %1% · 还剩 %2 张</translation>
    </message>
    <message>
        <source>Everything stays on this computer.</source>
        <translation>所有数据都保留在本机。</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>所有快捷键</translation>
    </message>
    <message>
        <source>Saved · %1</source>
        <translation>已保存 · %1</translation>
    </message>
    <message>
        <source>Every face has an answer</source>
        <translation>所有人脸均已处理</translation>
    </message>
    <message>
        <source>· %n face</source>
        <translation>· %n 张人脸</translation>
    </message>
    <message>
        <source>· %n faces</source>
        <translation>· %n 张人脸</translation>
    </message>
    <message>
        <source>about %1 h %2 min left</source>
        <translation>约剩 %1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>Paused. Everything up to %1 is usable.</source>
        <translation>已暂停。%1 之前的内容均可使用。</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation>正在检测人脸</translation>
    </message>
    <message>
        <source>Grouping faces</source>
        <translation>正在分组</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>还剩几秒</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>约剩 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>Paused. Everything found so far is usable.</source>
        <translation>已暂停。目前找到的内容均可使用。</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%n problem</source>
        <translation>%n 个问题</translation>
    </message>
    <message>
        <source>%n problems</source>
        <translation>%n 个问题</translation>
    </message>
    <message>
        <source>Show all problems</source>
        <translation>显示所有问题</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>%n found</source>
        <translation>已找到 %n 张</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个排队</translation>
    </message>
    <message>
        <source>Hide the problems</source>
        <translation>隐藏问题</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Go to a card, a person or a tray and press Ctrl+V</source>
        <translation>转到卡片、人物或托盘，然后按 Ctrl+V</translation>
    </message>
    <message>
        <source>No name is on key %1 yet</source>
        <translation>按键 %1 上还没有姓名</translation>
    </message>
    <message>
        <source>Select two or more cards to merge</source>
        <translation>请选择两张或更多卡片进行合并</translation>
    </message>
    <message>
        <source>Select faces to split off</source>
        <translation>请先选择要拆分出的人脸</translation>
    </message>
    <message>
        <source>They are there already</source>
        <translation>它们已经在那里了</translation>
    </message>
    <message>
        <source>Cut faces or cards first with Ctrl+X</source>
        <translation>请先用 Ctrl+X 剪切人脸或卡片</translation>
    </message>
    <message>
        <source>Footage in, named faces out. Everything stays on this computer</source>
        <translation>输入视频，输出已命名的人脸。所有数据都保留在本机</translation>
    </message>
    <message>
        <source>%n track</source>
        <translation>%n 段轨迹</translation>
    </message>
    <message>
        <source>%n tracks</source>
        <translation>%n 段轨迹</translation>
    </message>
    <message>
        <source>Unnamed %1</source>
        <translation>未命名 %1</translation>
    </message>
    <message>
        <source>%n card selected</source>
        <translation>已选择 %n 个组</translation>
    </message>
    <message>
        <source>%n cards selected</source>
        <translation>已选择 %n 个组</translation>
    </message>
    <message>
        <source>No groups yet</source>
        <translation>还没有分组</translation>
    </message>
    <message>
        <source>Faces that belong to nobody yet are in Unclustered.</source>
        <translation>尚不属于任何人的人脸在“未归类”中。</translation>
    </message>
    <message>
        <source>%n face selected</source>
        <translation>已选择 %n 张人脸</translation>
    </message>
    <message>
        <source>%n faces selected</source>
        <translation>已选择 %n 张人脸</translation>
    </message>
    <message>
        <source>No faces here yet</source>
        <translation>这里还没有人脸</translation>
    </message>
    <message>
        <source>Open a video, a photo or a folder to look for faces.</source>
        <translation>打开视频、照片或文件夹以查找人脸。</translation>
    </message>
    <message>
        <source>Every card has a name</source>
        <translation>每张卡片都已命名</translation>
    </message>
    <message>
        <source>Look through Unclustered, or export.</source>
        <translation>查看“未归类”，或导出。</translation>
    </message>
    <message>
        <source>No name given yet</source>
        <translation>还没有给出姓名</translation>
    </message>
    <message>
        <source>Press Enter on a card and type.</source>
        <translation>在卡片上按 Enter 后输入。</translation>
    </message>
    <message>
        <source>%n new below</source>
        <translation>下方有 %n 个新组</translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>正在查找人脸</translation>
    </message>
    <message>
        <source>They appear here as they are found.</source>
        <translation>找到后会显示在这里。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Open &amp;Video…</source>
        <translation>打开视频(&amp;V)…</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;Project…</source>
        <translation>打开项目(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Close Project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>历史记录(&amp;H)…</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Put Here</source>
        <translation>放到这里(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>Cards to &amp;Name</source>
        <translation>待命名的卡片(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;amed Cards</source>
        <translation>已命名的卡片(&amp;A)</translation>
    </message>
    <message>
        <source>A&amp;ll Cards</source>
        <translation>所有卡片(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Biggest First</source>
        <translation>数量从多到少(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;First Seen</source>
        <translation>最先出现(&amp;F)</translation>
    </message>
    <message>
        <source>N&amp;ewest First</source>
        <translation>最新在前(&amp;E)</translation>
    </message>
    <message>
        <source>Sort A&amp;gain</source>
        <translation>重新排序(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Stack Faces of a Track</source>
        <translation>堆叠同一轨迹的人脸(&amp;S)</translation>
    </message>
    <message>
        <source>Larger &amp;Cards</source>
        <translation>放大卡片(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;maller Cards</source>
        <translation>缩小卡片(&amp;M)</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>Ne&amp;xt Pane</source>
        <translation>下一窗格(&amp;X)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Name…</source>
        <translation>命名(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Merge Cards</source>
        <translation>合并卡片(&amp;M)</translation>
    </message>
    <message>
        <source>Move &amp;to…</source>
        <translation>移到(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Confirm</source>
        <translation>确认(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Ignore</source>
        <translation>忽略(&amp;I)</translation>
    </message>
    <message>
        <source>Not a &amp;Face</source>
        <translation>非人脸(&amp;F)</translation>
    </message>
    <message>
        <source>A Face &amp;After All</source>
        <translation>仍是人脸(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Group Again</source>
        <translation>重新分组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause or Resume</source>
        <translation>暂停或继续(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Cancel Reading</source>
        <translation>取消读取(&amp;C)</translation>
    </message>
    <message>
        <source>All &amp;Keys</source>
        <translation>所有快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About FaceLabeler</source>
        <translation>关于 FaceLabeler(&amp;A)</translation>
    </message>
    <message>
        <source>Cards and faces</source>
        <translation>卡片和人脸</translation>
    </message>
    <message>
        <source>Naming</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Go to the next one</source>
        <translation>转到下一个</translation>
    </message>
    <message>
        <source>Select several</source>
        <translation>选择多个</translation>
    </message>
    <message>
        <source>First, last</source>
        <translation>第一个、最后一个</translation>
    </message>
    <message>
        <source>Give a recent name</source>
        <translation>使用最近的姓名</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>返回一步</translation>
    </message>
    <message>
        <source>Start with this letter</source>
        <translation>以此字母开始</translation>
    </message>
    <message>
        <source>Take the marked row</source>
        <translation>采用标记的一行</translation>
    </message>
    <message>
        <source>Mark another row</source>
        <translation>标记另一行</translation>
    </message>
    <message>
        <source>A new person, exactly as typed</source>
        <translation>按输入内容新建人物</translation>
    </message>
    <message>
        <source>Accept the completion</source>
        <translation>接受补全</translation>
    </message>
    <message>
        <source>Leave, nothing changed</source>
        <translation>离开，不作更改</translation>
    </message>
    <message>
        <source>Unclustered</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>已忽略</translation>
    </message>
    <message>
        <source>Not a face</source>
        <translation>非人脸</translation>
    </message>
    <message>
        <source>New cluster</source>
        <translation>新组</translation>
    </message>
    <message>
        <source>To name</source>
        <translation>待命名</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>已命名</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Biggest first</source>
        <translation>数量从多到少</translation>
    </message>
    <message>
        <source>Least typical first</source>
        <translation>最不典型优先</translation>
    </message>
    <message>
        <source>One frame every</source>
        <translation>取样间隔</translation>
    </message>
    <message>
        <source>Seconds between two sampled frames, 0.01 to 3600</source>
        <translation>两个取样画面之间的秒数，0.01 到 3600</translation>
    </message>
    <message>
        <source>Face detector</source>
        <translation>人脸检测器</translation>
    </message>
    <message>
        <source>cnn finds more, hog is simpler; or a model of your own</source>
        <translation>cnn 找到的更多，hog 更简单；也可使用自备模型</translation>
    </message>
    <message>
        <source>Face encoder</source>
        <translation>人脸编码器</translation>
    </message>
    <message>
        <source>Tells people apart in new projects: dlib's, or a model of your own</source>
        <translation>在新项目中区分不同的人：dlib 的编码器，或自备模型</translation>
    </message>
    <message>
        <source>dlib's face encoder</source>
        <translation>dlib 人脸编码器</translation>
    </message>
    <message>
        <source>%1, missing</source>
        <translation>%1（缺失）</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>onnx is fast everywhere; dlib pays with a CUDA build</source>
        <translation>onnx 在任何机器上都快；dlib 适合 CUDA 版本</translation>
    </message>
    <message>
        <source>Smallest face</source>
        <translation>最小人脸</translation>
    </message>
    <message>
        <source>Pixels, or a share of the height below 1; 0 is automatic</source>
        <translation>像素，或小于 1 的高度比例；0 为自动</translation>
    </message>
    <message>
        <source>Filter by quality</source>
        <translation>按质量筛选</translation>
    </message>
    <message>
        <source>Filter by quality: %1</source>
        <translation>按质量筛选：%1</translation>
    </message>
    <message>
        <source>Any quality</source>
        <translation>任意质量</translation>
    </message>
    <message>
        <source>Clear only</source>
        <translation>仅清晰</translation>
    </message>
    <message>
        <source>Poor only</source>
        <translation>仅不清晰</translation>
    </message>
    <message>
        <source>The filter hides every face.</source>
        <translation>筛选隐藏了所有人脸。</translation>
    </message>
    <message>
        <source>Largest photo</source>
        <translation>最大照片</translation>
    </message>
    <message>
        <source>Megapixels; larger JPEGs are read scaled down, others are refused</source>
        <translation>百万像素；更大的 JPEG 会缩小读取，其他格式则拒绝</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>处理器核心</translation>
    </message>
    <message>
        <source>How many cores to use; 0 is all of them</source>
        <translation>使用多少个核心；0 为全部</translation>
    </message>
    <message>
        <source>How the window looks</source>
        <translation>窗口的外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>窗口的语言</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>cnn, finds more</source>
        <translation>cnn，找到的更多</translation>
    </message>
    <message>
        <source>hog, simpler</source>
        <translation>hog，更简单</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Full pictures with boxes, one class per person; crops and montages beside</source>
        <translation>带框的完整图像，每个人物一个类别；另附裁剪图和拼图</translation>
    </message>
    <message>
        <source>Montages</source>
        <translation>拼图</translation>
    </message>
    <message>
        <source>All portraits of each person side by side</source>
        <translation>每个人物的所有肖像并排显示</translation>
    </message>
    <message>
        <source>Article layout</source>
        <translation>文章布局</translation>
    </message>
    <message>
        <source>Face folders with portraits and box text, montages</source>
        <translation>含肖像和框文本的 Face 文件夹，以及拼图</translation>
    </message>
    <message>
        <source>few faces</source>
        <translation>人脸较少</translation>
    </message>
    <message>
        <source>one shot: train only</source>
        <translation>单个镜头：仅训练集</translation>
    </message>
    <message>
        <source>twice in one picture</source>
        <translation>同一图像中出现两次</translation>
    </message>
    <message>
        <source>Everything belongs together, so nothing can be held out: val points at the training pictures and measures nothing. Add footage to measure on.</source>
        <translation>所有内容相互关联，无法留出验证集：val 指向训练图像，不能用于评估。请添加用于评估的素材。</translation>
    </message>
    <message>
        <source>There are too few shots for a test set; everything is in train and val.</source>
        <translation>镜头太少，无法划分测试集；全部在训练集和验证集中。</translation>
    </message>
    <message>
        <source>{name} was to be kept until {until}. Leave them out, or People &gt; Forget Person….</source>
        <translation>{name}的保留期限到 {until} 为止。请将其排除，或选择“人物 &gt; 彻底删除人物…”。</translation>
    </message>
    <message>
        <source>No consent of {name} is noted. Faces are biometric data: ask them, or leave them out.</source>
        <translation>没有{name}的同意记录。人脸属于生物识别数据：请先征得同意，或将其排除。</translation>
    </message>
    <message>
        <source>{name} has only {faces}. A class this small is rarely learnt.</source>
        <translation>{name}只有 {faces}。这么小的类别很难学会。</translation>
    </message>
    <message>
        <source>{name} is seen in one shot only, which stays in train.</source>
        <translation>{name}只在一个镜头中出现，该镜头留在训练集中。</translation>
    </message>
    <message>
        <source>{name} is not in val: too few shots to hold one out.</source>
        <translation>{name}不在验证集中：镜头太少，无法留出。</translation>
    </message>
    <message>
        <source>{name} is labelled twice in {pictures}. A mirror, or a wrong name?</source>
        <translation>{name}在 {pictures}中被标注了两次。是镜子，还是姓名有误？</translation>
    </message>
    <message>
        <source>{pictures} of less than 10 pixels a side left out: trainers refuse them.</source>
        <translation>{pictures}边长不足 10 像素，已略去：训练程序不接受。</translation>
    </message>
    <message>
        <source>{name} is not where it was. Names are safe; its pictures need the file.</source>
        <translation>{name} 不在原处。姓名未受影响，但画面需要该文件。</translation>
    </message>
    <message>
        <source>The disk may be too small for this dataset.</source>
        <translation>磁盘空间可能不足以存放此数据集。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;People</source>
        <translation>人物(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>排序方式(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Locate Moved Files…</source>
        <translation>定位已移动的文件(&amp;L)…</translation>
    </message>
    <message>
        <source>Locate %1</source>
        <translation>定位 %1</translation>
    </message>
    <message>
        <source>A file is not where it was: names are safe, pictures need it. File &gt; Locate Moved Files…</source>
        <translation>有一个文件不在原处：姓名未受影响，但显示画面需要该文件。请用“文件 &gt; 定位已移动的文件…”</translation>
    </message>
    <message>
        <source>%1 files are not where they were: names are safe, pictures need them. File &gt; Locate Moved Files…</source>
        <translation>有 %1 个文件不在原处：姓名未受影响，但显示画面需要这些文件。请用“文件 &gt; 定位已移动的文件…”</translation>
    </message>
    <message>
        <source>Group Another &amp;Way…</source>
        <translation>换一种方式分组(&amp;W)…</translation>
    </message>
    <message>
        <source>Group Another Way</source>
        <translation>换一种方式分组</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>What this would lead to</source>
        <translation>会得到什么结果</translation>
    </message>
    <message>
        <source>What you confirmed stays where it is, and this can be undone.</source>
        <translation>您确认过的保持不动，此操作可以撤销。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>%n cluster</source>
        <translation>%n 组</translation>
    </message>
    <message>
        <source>%n clusters</source>
        <translation>%n 组</translation>
    </message>
    <message>
        <source>%n face in none</source>
        <translation>%n 张未归组</translation>
    </message>
    <message>
        <source>%n faces in none</source>
        <translation>%n 张未归组</translation>
    </message>
    <message>
        <source>%n conflict</source>
        <translation>%n 处冲突</translation>
    </message>
    <message>
        <source>%n conflicts</source>
        <translation>%n 处冲突</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Quality of a lone face</source>
        <translation>单独人脸的质量</translation>
    </message>
    <message>
        <source>Distance of neighbours</source>
        <translation>邻居距离</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>邻居数</translation>
    </message>
    <message>
        <source>Smallest group</source>
        <translation>最小组</translation>
    </message>
    <message>
        <source>One face a picture</source>
        <translation>每张图一张脸</translation>
    </message>
    <message>
        <source>Tracks, average linkage</source>
        <translation>轨迹与平均连接</translation>
    </message>
    <message>
        <source>Chinese whispers</source>
        <translation>中文悄悄话</translation>
    </message>
    <message>
        <source>Average linkage</source>
        <translation>平均连接</translation>
    </message>
    <message>
        <source>joins tracks by their mean distance; two faces of one picture are two people</source>
        <translation>按平均距离合并轨迹；同一画面的两张脸是两个人</translation>
    </message>
    <message>
        <source>density clustering of single faces, as in the article</source>
        <translation>单张人脸的密度聚类，与文章相同</translation>
    </message>
    <message>
        <source>density clustering of single faces that finds its own distances</source>
        <translation>自行确定距离的单张人脸密度聚类</translation>
    </message>
    <message>
        <source>each face takes the group of most of its neighbours</source>
        <translation>每张脸归入多数邻居所在的组</translation>
    </message>
    <message>
        <source>joins single faces by their mean distance</source>
        <translation>按平均距离合并单张人脸</translation>
    </message>
    <message>
        <source>mean distance up to which two groups are one person; auto sets itself</source>
        <translation>两组视为同一人的最大平均距离；auto 为自动</translation>
    </message>
    <message>
        <source>mean distance up to which two groups are one person</source>
        <translation>两组视为同一人的最大平均距离</translation>
    </message>
    <message>
        <source>a single face poorer than this waits unclustered</source>
        <translation>质量低于此值的单独人脸暂不归组</translation>
    </message>
    <message>
        <source>distance of neighbours</source>
        <translation>邻居的距离</translation>
    </message>
    <message>
        <source>neighbours that a face needs to start a group</source>
        <translation>一张脸成组所需的邻居数</translation>
    </message>
    <message>
        <source>two faces of one picture are two people</source>
        <translation>同一画面的两张脸是两个人</translation>
    </message>
    <message>
        <source>faces that make a group</source>
        <translation>成组所需的人脸数</translation>
    </message>
    <message>
        <source>Everything in train</source>
        <translation>全部用于训练</translation>
    </message>
    <message>
        <source>%1 / %2, no test</source>
        <translation>%1 / %2，无测试集</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Everybody with a name</source>
        <translation>所有已命名人物</translation>
    </message>
    <message>
        <source>Only these people</source>
        <translation>仅限这些人物</translation>
    </message>
    <message>
        <source>Everybody else is made unrecognisable</source>
        <translation>其他人都会被处理为无法辨认</translation>
    </message>
    <message>
        <source>%n face cut out</source>
        <translation>%n 张裁剪人脸</translation>
    </message>
    <message>
        <source>%n faces cut out</source>
        <translation>%n 张裁剪人脸</translation>
    </message>
    <message>
        <source>Every picture shows somebody who is left out.</source>
        <translation>每幅图像中都有被排除的人。</translation>
    </message>
    <message>
        <source>shares of train, val and test</source>
        <translation>训练、验证、测试集的比例</translation>
    </message>
    <message>
        <source>Keep together</source>
        <translation>不可拆分的单位</translation>
    </message>
    <message>
        <source>what no split divides: faces that are nearly the same must not be in two</source>
        <translation>不会被拆到两个集合中的单位：几乎相同的人脸不得分处两个集合</translation>
    </message>
    <message>
        <source>Shots</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Whole sources</source>
        <translation>整个来源</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>another number gives another split</source>
        <translation>换一个数字即得到另一种划分</translation>
    </message>
    <message>
        <source>what becomes of faces without a name</source>
        <translation>未命名人脸如何处理</translation>
    </message>
    <message>
        <source>Who is in</source>
        <translation>包含哪些人</translation>
    </message>
    <message>
        <source>Stay visible, no label</source>
        <translation>保持可见，不标注</translation>
    </message>
    <message>
        <source>Class unknown</source>
        <translation>归入 unknown 类</translation>
    </message>
    <message>
        <source>Leave their pictures out</source>
        <translation>排除其所在图像</translation>
    </message>
    <message>
        <source>Make unrecognisable</source>
        <translation>处理为无法辨认</translation>
    </message>
    <message>
        <source>Ignored faces</source>
        <translation>已忽略的人脸</translation>
    </message>
    <message>
        <source>what becomes of ignored faces</source>
        <translation>已忽略的人脸如何处理</translation>
    </message>
    <message>
        <source>what becomes of what was marked as not a face</source>
        <translation>标记为非人脸的区域如何处理</translation>
    </message>
    <message>
        <source>As if nothing were there</source>
        <translation>视为不存在</translation>
    </message>
    <message>
        <source>A class of their own, to learn from</source>
        <translation>单独成类，用于学习</translation>
    </message>
    <message>
        <source>Classes of boxes</source>
        <translation>框的类别</translation>
    </message>
    <message>
        <source>each person a class, or one class face for every face</source>
        <translation>每人一类，或所有人脸同属 face 一类</translation>
    </message>
    <message>
        <source>Each person</source>
        <translation>每人一类</translation>
    </message>
    <message>
        <source>One class, face</source>
        <translation>单一类别 face</translation>
    </message>
    <message>
        <source>how frames and crops are encoded; photos are copied where they can be</source>
        <translation>画面和裁剪图的编码方式；照片尽可能原样复制</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>PNG, without loss</source>
        <translation>PNG，无损</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 质量</translation>
    </message>
    <message>
        <source>quality of JPEG images, 1 to 100</source>
        <translation>JPEG 图像的质量，1 到 100</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>边距</translation>
    </message>
    <message>
        <source>around a face in a crop, in shares of the face</source>
        <translation>裁剪时人脸四周的边距，以人脸大小为单位</translation>
    </message>
    <message>
        <source>Crops</source>
        <translation>裁剪图</translation>
    </message>
    <message>
        <source>Shape of crops</source>
        <translation>裁剪形状</translation>
    </message>
    <message>
        <source>the face with its margin, or a square or 4:5 portrait around it</source>
        <translation>人脸及其边距，或将其包含在内的正方形、4:5 竖幅</translation>
    </message>
    <message>
        <source>As the face is</source>
        <translation>与人脸一致</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>Portrait, 4:5</source>
        <translation>竖幅 4:5</translation>
    </message>
    <message>
        <source>Size of crops</source>
        <translation>裁剪尺寸</translation>
    </message>
    <message>
        <source>pixels of the longer side; larger faces are scaled down</source>
        <translation>长边像素数；更大的人脸会缩小</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Eyes level</source>
        <translation>双眼水平</translation>
    </message>
    <message>
        <source>turn each crop so that the eyes are level</source>
        <translation>旋转每张裁剪图，使双眼水平</translation>
    </message>
    <message>
        <source>Enlarge small faces</source>
        <translation>放大小脸</translation>
    </message>
    <message>
        <source>enlarge smaller faces to the size of crops; without this no pixel is invented</source>
        <translation>将较小的人脸放大到裁剪尺寸；不勾选则不会凭空产生像素</translation>
    </message>
    <message>
        <source>Thin out, time</source>
        <translation>按时间精简</translation>
    </message>
    <message>
        <source>leave out faces this near in time to a better one, unless head or sharpness differ</source>
        <translation>排除与更好人脸时间相近者，除非头部朝向或清晰度不同</translation>
    </message>
    <message>
        <source>Fewer, more varied faces</source>
        <translation>更少而多样的人脸</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Thin out, likeness</source>
        <translation>按相似度精简</translation>
    </message>
    <message>
        <source>leave out faces whose encoding is this near to a better one's; 0.3 to 0.4 is usual</source>
        <translation>排除编码与更好人脸相近者；通常取 0.3 到 0.4</translation>
    </message>
    <message>
        <source>Faces a person, at most</source>
        <translation>每人最多人脸数</translation>
    </message>
    <message>
        <source>faces of one person at most; the most varied are kept</source>
        <translation>每人最多保留的人脸数；保留差异最大者</translation>
    </message>
    <message>
        <source>As many of each person</source>
        <translation>每人数量相同</translation>
    </message>
    <message>
        <source>as many faces of each person as of the one with fewest</source>
        <translation>每人的人脸数与最少者相同</translation>
    </message>
    <message>
        <source>Ultralytics YOLO</source>
        <translation>Ultralytics YOLO</translation>
    </message>
    <message>
        <source>Full pictures with boxes; crops and montages beside</source>
        <translation>带框的完整图像，另附裁剪图和拼图</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>检测</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>Full pictures, one JSON file a split</source>
        <translation>完整图像，每个集合一个 JSON 文件</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>Full pictures, one XML file each</source>
        <translation>完整图像，每幅一个 XML 文件</translation>
    </message>
    <message>
        <source>CVAT, images</source>
        <translation>CVAT 图像</translation>
    </message>
    <message>
        <source>Full pictures, to go on labelling</source>
        <translation>完整图像，可继续标注</translation>
    </message>
    <message>
        <source>YOLO classification</source>
        <translation>YOLO 分类</translation>
    </message>
    <message>
        <source>A folder of faces per person</source>
        <translation>每人一个人脸文件夹</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>ImageFolder</source>
        <translation>ImageFolder</translation>
    </message>
    <message>
        <source>The same, for torchvision and others</source>
        <translation>同上，用于 torchvision 等</translation>
    </message>
    <message>
        <source>LFW and VGGFace2</source>
        <translation>LFW 与 VGGFace2</translation>
    </message>
    <message>
        <source>Faces, and pairs to verify on</source>
        <translation>人脸，以及用于验证的配对</translation>
    </message>
    <message>
        <source>Encodings</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>The encoder's numbers, for NumPy</source>
        <translation>编码器给出的数值，用于 NumPy</translation>
    </message>
    <message>
        <source>CVAT, video tracks</source>
        <translation>CVAT 视频轨迹</translation>
    </message>
    <message>
        <source>Frames of each source, with tracks</source>
        <translation>各来源的画面及轨迹</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>MOT Challenge</source>
        <translation>MOT Challenge</translation>
    </message>
    <message>
        <source>The same, for trackers</source>
        <translation>同上，用于跟踪器</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Full pictures, one table of faces</source>
        <translation>完整图像，一张人脸表</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>The same, for Hugging Face</source>
        <translation>同上，用于 Hugging Face</translation>
    </message>
    <message>
        <source>All portraits of each person</source>
        <translation>每个人的全部肖像</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>供查看</translation>
    </message>
    <message>
        <source>Portraits with boxes as text</source>
        <translation>肖像与文本框</translation>
    </message>
    <message>
        <source>No shot can be held out without taking a person or most pictures from training, so val points at the training pictures and measures nothing. Add footage to measure on.</source>
        <translation>没有镜头可以留出而不使训练失去某个人或大部分图像，因此验证集指向训练图像，不具衡量意义。请添加用于衡量的素材。</translation>
    </message>
    <message>
        <source>There are too few shots for a test set: everything is in train and val.</source>
        <translation>镜头太少，无法构成测试集：全部在训练集和验证集中。</translation>
    </message>
    <message>
        <source>{faces} without a name can be seen in {pictures}. A trainer takes them for background: name them, ignore them, or choose what becomes of them.</source>
        <translation>{pictures}中可见 {faces}没有姓名。训练时会被当作背景：请为其命名、忽略，或选择处理方式。</translation>
    </message>
    <message>
        <source>{pictures} left out, as somebody can be seen in them who is not to be in the dataset.</source>
        <translation>{pictures}被排除，因为其中有不应进入数据集的人。</translation>
    </message>
    <message>
        <source>{faces} left out as nearly the same as others, or more than wanted.</source>
        <translation>{faces}被排除：与其他人脸几乎相同，或超出所需数量。</translation>
    </message>
    <message>
        <source>{faces} made unrecognisable. Faces that were not found stay visible: look through the pictures before you pass them on.</source>
        <translation>{faces}被处理为无法辨认。未检测到的人脸仍然可见：分发之前请检查图像。</translation>
    </message>
    <message>
        <source>{faces} smaller than the size of crops, written as they are. Nothing is enlarged unless you ask.</source>
        <translation>{faces}小于裁剪尺寸，按原大小写出。除非您要求，不会放大。</translation>
    </message>
    <message>
        <source>{faces} smaller than the size of crops will be enlarged, as you asked.</source>
        <translation>{faces}小于裁剪尺寸，将按您的要求放大。</translation>
    </message>
    <message>
        <source>{faces} without landmarks, such as those you drew, are cut out as they are, not turned.</source>
        <translation>{faces}没有关键点（例如手动绘制的），将按原样裁剪而不旋转。</translation>
    </message>
    <message>
        <source>not in val</source>
        <translation>不在验证集</translation>
        <source>Named {faces} {plural} {person}</source>
        <translation>已将 {faces} {plural}命名为“{person}”</translation>
    </message>
    <message>
        <source>name {person}</source>
        <translation>命名“{person}”</translation>
    </message>
    <message>
        <source>Took the name from {clusters}</source>
        <translation>已取消“{clusters}”的姓名</translation>
    </message>
    <message>
        <source>take the name from {clusters}</source>
        <translation>取消“{clusters}”的姓名</translation>
    </message>
    <message>
        <source>Merged {others} into {into}, {faces} {plural}</source>
        <translation>已将“{others}”并入“{into}”，共 {faces} {plural}</translation>
    </message>
    <message>
        <source>merge into {into}</source>
        <translation>并入“{into}”</translation>
    </message>
    <message>
        <source>Added a face {where}</source>
        <translation>在 {where}添加了一张人脸</translation>
    </message>
    <message>
        <source>add a face</source>
        <translation>添加人脸</translation>
    </message>
    <message>
        <source>From {time} on someone else: {faces} {plural} in {to}</source>
        <translation>从 {time} 起是另一个人：{faces} {plural}已归入“{to}”</translation>
    </message>
    <message>
        <source>say that it is someone else from {time} on</source>
        <translation>指出从 {time} 起是另一个人</translation>
    </message>
    <message>
        <source>Kept {faces} {plural} in {cluster}</source>
        <translation>已将 {faces} {plural}留在“{cluster}”</translation>
    </message>
    <message>
        <source>keep {faces} {plural} in {cluster}</source>
        <translation>将 {faces} {plural}留在“{cluster}”</translation>
    </message>
    <message>
        <source>Named {faces} {plural} {person}</source>
        <translation>已将 {faces} {plural}命名为“{person}”</translation>
    </message>
    <message>
        <source>Took {faces} {plural} out of {cluster}, now in {to}</source>
        <translation>已将 {faces} {plural}移出“{cluster}”，现归入“{to}”</translation>
    </message>
    <message>
        <source>take {plural} out of {cluster}</source>
        <translation>将{plural}移出“{cluster}”</translation>
    </message>
    <message>
        <source>say that {a} is not {b}</source>
        <translation>指出“{a}”不是“{b}”</translation>
    </message>
    <message>
        <source>{a} is not {b}</source>
        <translation>“{a}”不是“{b}”</translation>
    </message>
    <message>
        <source>say that {cluster} is not {person}</source>
        <translation>指出“{cluster}”不是“{person}”</translation>
    </message>
    <message>
        <source>{cluster} is not {person}</source>
        <translation>“{cluster}”不是“{person}”</translation>
    </message>
    <message>
        <source>{cluster} is {person}, {faces} {plural}</source>
        <translation>“{cluster}”是“{person}”，{faces} {plural}</translation>
    </message>
    <message>
        <source>say that {other} is {into}</source>
        <translation>指出“{other}”就是“{into}”</translation>
    </message>
    <message>
        <source>{other} is {into}, {faces} {plural} settled</source>
        <translation>“{other}”就是“{into}”，已确定 {faces} {plural}</translation>
    </message>
    <message>
        <source>Follow faces</source>
        <translation>跟踪人脸</translation>
    </message>
    <message>
        <source>Between samples: fewer corrections, half as fast</source>
        <translation>在取样之间跟踪：更正更少，速度减半</translation>
    </message>
    <message>
        <source>Moved {faces} {plural} to {to}</source>
        <translation>已将 {faces} {plural}移到“{to}”</translation>
    </message>
    <message>
        <source>move to {to}</source>
        <translation>移到“{to}”</translation>
    </message>
    <message>
        <source>Split {cluster}: {stay} stay, {parts}</source>
        <translation>已拆分“{cluster}”：{stay} 张保留，{parts}</translation>
    </message>
    <message>
        <source>split {cluster}</source>
        <translation>拆分“{cluster}”</translation>
    </message>
    <message>
        <source>Marked {faces} as {plural} again</source>
        <translation>已将 {faces} {plural}恢复为人脸</translation>
    </message>
    <message>
        <source>mark as face</source>
        <translation>标为人脸</translation>
    </message>
    <message>
        <source>Ignored {faces} {plural}</source>
        <translation>已忽略 {faces} {plural}</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Marked {faces} as not a face</source>
        <translation>已将 {faces} 张标为非人脸</translation>
    </message>
    <message>
        <source>mark as not a face</source>
        <translation>标为非人脸</translation>
    </message>
    <message>
        <source>Confirmed {faces} {plural}</source>
        <translation>已确认 {faces} {plural}</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Grouped again: {faces} {plural} moved, none confirmed</source>
        <translation>已重新分组：移动了 {faces} {plural}，均未确认过</translation>
    </message>
    <message>
        <source>group again</source>
        <translation>重新分组</translation>
    </message>
    <message>
        <source>face</source>
        <translation>张人脸</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>张人脸</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>%1 clusters</source>
        <translation>%1 个组</translation>
    </message>
    <message>
        <source>Search names, unnamed, faces&gt;5…</source>
        <translation>搜索姓名、unnamed、faces&gt;5 …</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>筛选 %1</translation>
    </message>
    <message>
        <source>Fi&amp;lter…</source>
        <translation>筛选(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>更多相似的(&amp;M)</translation>
    </message>
    <message>
        <source>Most &amp;Doubtful First</source>
        <translation>存疑最多优先(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Worst Quality First</source>
        <translation>质量最差优先(&amp;W)</translation>
    </message>
    <message>
        <source>Like the &amp;Selection</source>
        <translation>与所选相似(&amp;S)</translation>
    </message>
    <message>
        <source>Most doubtful first</source>
        <translation>存疑最多优先</translation>
    </message>
    <message>
        <source>Worst quality first</source>
        <translation>质量最差优先</translation>
    </message>
    <message>
        <source>Like the selection</source>
        <translation>与所选相似</translation>
    </message>
    <message>
        <source>Select faces or a card to find more like them</source>
        <translation>请先选择人脸或卡片，再查找相似的</translation>
    </message>
    <message>
        <source>The search finds %1 on the other tab. Press Ctrl+3.</source>
        <translation>另一标签页上找到 %1。请按 Ctrl+3。</translation>
    </message>
    <message>
        <source>No card is like that</source>
        <translation>没有符合条件的卡片</translation>
    </message>
    <message>
        <source>Esc in the search field ends the search.</source>
        <translation>在搜索框中按 Esc 可结束搜索。</translation>
    </message>
    <message>
        <source>Type a name or a number, or:</source>
        <translation>输入姓名或编号，或者：</translation>
    </message>
    <message>
        <source>%1 of %2 cards. Enter goes to them, Esc ends the search.</source>
        <translation>%2 张卡片中找到 %1 张。按 Enter 前往，按 Esc 结束搜索。</translation>
    </message>
    <message>
        <source>Cards without a name</source>
        <translation>未命名的卡片</translation>
    </message>
    <message>
        <source>Cards with faces worth a look</source>
        <translation>含有存疑人脸的卡片</translation>
    </message>
    <message>
        <source>Not confirmed: “-” turns a term round</source>
        <translation>未确认的：“-”表示取反</translation>
    </message>
    <message>
        <source>More than 5 faces; also tracks, sources</source>
        <translation>多于 5 张人脸；也可用 tracks、sources</translation>
    </message>
    <message>
        <source>Blurred or turned faces</source>
        <translation>模糊或侧转的人脸</translation>
    </message>
    <message>
        <source>Seen after 1:30</source>
        <translation>在 1:30 之后出现</translation>
    </message>
    <message>
        <source>From files with “clip” in their name</source>
        <translation>来自文件名含“clip”的文件</translation>
    </message>
    <message>
        <source>There is no “%1”. Search by %2, or put the text in quotes.</source>
        <translation>没有“%1”。可用 %2 搜索，或将文字放在引号中。</translation>
    </message>
    <message>
        <source>There is no state “%1”. There are: %2.</source>
        <translation>没有状态“%1”。可用：%2。</translation>
    </message>
    <message>
        <source>What should come after “%1”? As in %2.</source>
        <translation>“%1”后面应有内容，例如 %2。</translation>
    </message>
    <message>
        <source>“%1” needs a number, as in %2.</source>
        <translation>“%1”后面需要数字，例如 %2。</translation>
    </message>
    <message>
        <source>“%1” takes a text, as in %2.</source>
        <translation>“%1”后面需要文字，例如 %2。</translation>
    </message>
    <message>
        <source>With Doubtful Faces</source>
        <translation>含存疑人脸</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Not Confirmed</source>
        <translation>未确认</translation>
    </message>
    <message>
        <source>From Photos</source>
        <translation>来自照片</translation>
    </message>
    <message>
        <source>From Videos</source>
        <translation>来自视频</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Quality at Least</source>
        <translation>质量不低于</translation>
    </message>
    <message>
        <source>Quality at least</source>
        <translation>质量不低于</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Show All Cards</source>
        <translation>显示全部卡片</translation>
    </message>
    <message>
        <source>Named {faces} {plural} {person}, {left} left out: {cluster}</source>
        <translation>已将 {faces} {plural}命名为“{person}”，排除 {left} 张：{cluster}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>已选 %1 / %2</translation>
    </message>
    <message>
        <source>Select faces of a card to leave out of its name</source>
        <translation>请先选择卡片中要排除的人脸</translation>
    </message>
    <message>
        <source>%n face taken back in</source>
        <translation>已重新纳入 %n 张人脸</translation>
    </message>
    <message>
        <source>%n faces taken back in</source>
        <translation>已重新纳入 %n 张人脸</translation>
    </message>
    <message>
        <source>Select a card, or faces to split off</source>
        <translation>请先选择卡片，或要拆分出的人脸</translation>
    </message>
    <message>
        <source>One face cannot be split</source>
        <translation>只有一张人脸，无法拆分</translation>
    </message>
    <message>
        <source>Looking where %1 could be split…</source>
        <translation>正在查找“%1”可以拆分之处…</translation>
    </message>
    <message>
        <source>%1 looks like one person. Select faces and press P to split them off.</source>
        <translation>“%1”看起来是同一个人。选择人脸后按 P 可将其拆分出去。</translation>
    </message>
    <message>
        <source>The card is gone</source>
        <translation>该卡片已不存在</translation>
    </message>
    <message>
        <source>Split %1</source>
        <translation>拆分“%1”</translation>
    </message>
    <message>
        <source>Stays in %1</source>
        <translation>保留在“%1”</translation>
    </message>
    <message>
        <source>Goes to a new card</source>
        <translation>移到新卡片</translation>
    </message>
    <message>
        <source>Are these two people? Click a face to put it on the other side.</source>
        <translation>这是两个人吗？点击人脸可将其移到另一边。</translation>
    </message>
    <message>
        <source>Split Off %1</source>
        <translation>拆分出 %1</translation>
    </message>
    <message>
        <source>S&amp;plit…</source>
        <translation>拆分(&amp;P)…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>拆分…</translation>
    </message>
    <message>
        <source>Leave &amp;Out of the Name</source>
        <translation>命名时排除(&amp;O)</translation>
    </message>
    <message>
        <source>Cu&amp;t %n Face</source>
        <translation>剪切 %n 张人脸(&amp;T)</translation>
    </message>
    <message>
        <source>Cu&amp;t %n Faces</source>
        <translation>剪切 %n 张人脸(&amp;T)</translation>
    </message>
    <message>
        <source>Move %n Face &amp;to…</source>
        <translation>将 %n 张人脸移到(&amp;T)…</translation>
    </message>
    <message>
        <source>Move %n Faces &amp;to…</source>
        <translation>将 %n 张人脸移到(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Confirm %n Face</source>
        <translation>确认 %n 张人脸(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Confirm %n Faces</source>
        <translation>确认 %n 张人脸(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Ignore %n Face</source>
        <translation>忽略 %n 张人脸(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Ignore %n Faces</source>
        <translation>忽略 %n 张人脸(&amp;I)</translation>
    </message>
    <message>
        <source>%n Face Is Not a &amp;Face</source>
        <translation>将 %n 张标为非人脸(&amp;F)</translation>
    </message>
    <message>
        <source>%n Faces Are Not &amp;Faces</source>
        <translation>将 %n 张标为非人脸(&amp;F)</translation>
    </message>
    <message>
        <source>%n Is a Face &amp;After All</source>
        <translation>将 %n 张恢复为人脸(&amp;A)</translation>
    </message>
    <message>
        <source>%n Are Faces &amp;After All</source>
        <translation>将 %n 张恢复为人脸(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;plit Off %n Face</source>
        <translation>拆分出 %n 张人脸(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;plit Off %n Faces</source>
        <translation>拆分出 %n 张人脸(&amp;P)</translation>
    </message>
    <message>
        <source>Leave %n Face &amp;Out of the Name</source>
        <translation>命名时排除 %n 张人脸(&amp;O)</translation>
    </message>
    <message>
        <source>Leave %n Faces &amp;Out of the Name</source>
        <translation>命名时排除 %n 张人脸(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Put %n Face Here</source>
        <translation>将 %n 张人脸放到这里(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Put %n Faces Here</source>
        <translation>将 %n 张人脸放到这里(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Name %n Card…</source>
        <translation>命名 %n 张卡片(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Name %n Cards…</source>
        <translation>命名 %n 张卡片(&amp;N)…</translation>
    </message>
    <message>
        <source>Split Off %n</source>
        <translation>拆分出 %n 张</translation>
    </message>
    <message>
        <source>Name %1, %2 left out</source>
        <translation>命名 %1，排除 %2 张</translation>
    </message>
    <message>
        <source>%n face left out of the name</source>
        <translation>命名时将排除 %n 张人脸</translation>
    </message>
    <message>
        <source>%n faces left out of the name</source>
        <translation>命名时将排除 %n 张人脸</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Read in part</source>
        <translation>部分读取</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Take Off the Queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Hide queue and problems</source>
        <translation>隐藏队列和问题</translation>
    </message>
    <message>
        <source>Show queue and problems</source>
        <translation>显示队列和问题</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Esc closes it</source>
        <translation>按 Esc 关闭</translation>
    </message>
    <message>
        <source>This is one person, as far as we can see</source>
        <translation>这张卡片应该是同一个人</translation>
    </message>
    <message>
        <source>Questions are the quick way</source>
        <translation>逐题确认最快</translation>
    </message>
    <message>
        <source>Two cards that look alike: answer with Y or N, and many faces are settled at once.</source>
        <translation>两张相似的卡片：按 Y 或 N 回答，一次即可处理许多人脸。</translation>
    </message>
    <message>
        <source>Every key is a keystroke away</source>
        <translation>按键一览</translation>
    </message>
    <message>
        <source>F1 lists all of them.</source>
        <translation>按 F1 可查看全部按键。</translation>
    </message>
    <message>
        <source>Show &amp;Hints Again</source>
        <translation>再次显示提示(&amp;H)</translation>
    </message>
    <message>
        <source>Press Enter and type who it is: the next card follows. Ctrl+Z takes anything back.</source>
        <translation>按 Enter 并输入姓名，随后转到下一张卡片。Ctrl+Z 可撤销任何操作。</translation>
    </message>
    <message>
        <source>{faces} in {cluster}</source>
        <translation>{faces} 张在“{cluster}”</translation>
    </message>
    <message>
        <source>Select a cluster to name</source>
        <translation>请先选择要命名的组</translation>
    </message>
    <message>
        <source>Select faces to move</source>
        <translation>请先选择要移动的人脸</translation>
    </message>
    <message>
        <source>All its faces are selected</source>
        <translation>已选中其全部人脸</translation>
    </message>
    <message>
        <source>All faces are left out</source>
        <translation>全部人脸都已排除</translation>
    </message>
    <message>
        <source>Select faces to mark</source>
        <translation>请先选择要标记的人脸</translation>
    </message>
    <message>
        <source>Select a cluster to confirm</source>
        <translation>请先选择要确认的组</translation>
    </message>
    <message>
        <source>The project has changed since this edit was made</source>
        <translation>项目在此编辑之后已有变化</translation>
    </message>
    <message>
        <source>%1 is not read to its end. Open it again to go on.</source>
        <translation>%1 尚未读完。重新打开即可继续。</translation>
    </message>
    <message>
        <source>&amp;Merge %n Card into %1</source>
        <translation>将 %n 个组并入“%1”(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Merge %n Cards into %1</source>
        <translation>将 %n 个组并入“%1”(&amp;M)</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按姓名</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>FaceLabeler %1</source>
        <translation>FaceLabeler %1</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>最早出现优先</translation>
    </message>
    <message>
        <source>Move %1 here</source>
        <translation>将%1移到这里</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新优先</translation>
    </message>
    <message>
        <source>↓ Enter</source>
        <translation>↓ Enter</translation>
    </message>
    <message>
        <source>%1 (read only)</source>
        <translation>%1（只读）</translation>
    </message>
    <message>
        <source>&amp;Restore From Backup…</source>
        <translation>从备份恢复(&amp;R)…</translation>
    </message>
    <message>
        <source>Restore From Backup…</source>
        <translation>从备份恢复…</translation>
    </message>
    <message>
        <source>Restore From Backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Go back to an earlier state of %1</source>
        <translation>回到 %1 的较早状态</translation>
    </message>
    <message>
        <source>How it is now is kept as a backup too, so that you can come back to it.</source>
        <translation>当前状态也会保存为备份，之后仍可回到现在。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>%n step</source>
        <translation>%n 步</translation>
    </message>
    <message>
        <source>%n steps</source>
        <translation>%n 步</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>before it was opened</source>
        <translation>打开之前</translation>
    </message>
    <message>
        <source>before it was brought to a newer format</source>
        <translation>升级到新格式之前</translation>
    </message>
    <message>
        <source>before somebody was erased</source>
        <translation>删除某人之前</translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation>恢复备份之前</translation>
    </message>
    <message>
        <source>as it was, damaged</source>
        <translation>损坏时的原样</translation>
    </message>
    <message>
        <source>Open to Read</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Rescue What Can Be Read</source>
        <translation>抢救可读取的内容</translation>
    </message>
    <message>
        <source>There are no backups yet</source>
        <translation>还没有备份</translation>
    </message>
    <message>
        <source>The damaged file was left as it is</source>
        <translation>损坏的文件保持原样</translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation>丢失：%1</translation>
    </message>
    <message>
        <source>%1 were rescued</source>
        <translation>已抢救 %1</translation>
    </message>
    <message>
        <source>Con&amp;sent…</source>
        <translation>同意情况(&amp;S)…</translation>
    </message>
    <message>
        <source>For&amp;get Person…</source>
        <translation>彻底删除人物(&amp;G)…</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意情况</translation>
    </message>
    <message>
        <source>Signed form, e-mail of 3 May, public person…</source>
        <translation>已签同意书、5 月 3 日的邮件、公众人物……</translation>
    </message>
    <message>
        <source>Keep until</source>
        <translation>保留至</translation>
    </message>
    <message>
        <source>How did %1 consent?</source>
        <translation>%1 是如何同意的？</translation>
    </message>
    <message>
        <source>Exports warn of people without consent. When the day has passed, you are told at opening.</source>
        <translation>导出时会提醒未记录同意的人物。过了期限后，打开项目时会告诉您。</translation>
    </message>
    <message>
        <source>The time to keep %1 has passed. People &gt; Forget Person…</source>
        <translation>%1 的保留期限已过。人物 &gt; 彻底删除人物…</translation>
    </message>
    <message>
        <source>Erased for good: %1 with their pictures and encodings, the name in the history, all backups of this project, and %2 in your library. Nothing brings them back. Your footage and exported datasets stay as they are; footage in which %2 was found is not read again unless you ask for it.</source>
        <translation>将永久删除：%1 及其图片和特征编码、历史记录中的姓名、此项目的全部备份，以及人物库中的 %2。删除后无法恢复。您的素材和已导出的数据集保持不变；除非您要求，否则不会重新读取曾找到 %2 的素材。</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>彻底删除 %1</translation>
    </message>
    <message>
        <source>Forget Person</source>
        <translation>彻底删除人物</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>彻底删除 %1？</translation>
    </message>
    <message>
        <source>Select a person, or a card with a name</source>
        <translation>请选择一个人物，或一张已命名的卡片</translation>
    </message>
    <message>
        <source>Noted what {person} consented to</source>
        <translation>已记录 {person} 的同意情况</translation>
    </message>
    <message>
        <source>note what {person} consented to</source>
        <translation>记录 {person} 的同意情况</translation>
    </message>
    <message>
        <source>Copy what the error says too: it may hold names and paths</source>
        <translation>同时复制错误内容：其中可能含有姓名和路径</translation>
    </message>
    <message>
        <source>Open the Project Again</source>
        <translation>重新打开项目</translation>
    </message>
    <message>
        <source>FaceLabeler did not end as it should last time</source>
        <translation>FaceLabeler 上次未正常退出</translation>
    </message>
    <message>
        <source>FaceLabeler did not end as it should last time. Your work is saved up to the last edit.</source>
        <translation>FaceLabeler 上次未正常退出。直到最后一次编辑的工作都已保存。</translation>
    </message>
    <message>
        <source>Your work is saved up to the last edit. Copy the details into a report if you want to send one</source>
        <translation>直到最后一次编辑的工作都已保存。如需反馈，请复制详细信息</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
</context>
</TS>
