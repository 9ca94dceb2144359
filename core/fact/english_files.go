package fact

// OfWeights is what is wrong with files of weights, and with checkpoints.
const OfWeights = `
tensor_missing        {tensor} is missing, shape {expected} expected
tensor_unknown        this network has no such tensor
tensor_shape_differs  shape {found} found, {expected} expected
tensor_dtype          dtype {found|quoted} found, F32 expected
tensor_no_float       dtype {found|quoted} found, F32, F16, BF16 or F64 expected
tensor_rank           rank {found} found, at most {most} expected
tensor_too_large      shape {shape} does not fit the file
tensor_misplaced      data starts at byte {from}, {expected} expected (an overlap or a hole)
tensor_cut_off        data ends at byte {to} of {bytes}
tensor_size_differs   {found} bytes found, shape {shape} expects {expected}
tensor_not_finite     {values} values are not finite
tensors_too_short     {found} bytes found, at least 8 expected
tensors_data_differs  {found} bytes of data found, {expected} expected
order_foreign         {layer} reads values of an image of {from} as one of {as}

header_too_long          header of {announced} bytes announced, at most {most} can follow
header_not_over          {bytes} bytes behind the header's object
header_name_twice        {name}: found twice
header_key_unknown       {tensor}: {found|quoted} found, dtype, shape or data_offsets expected
header_key_missing       {tensor}: dtype, shape and two data_offsets expected
header_character         {found|quoted} found, '{expected}' expected
header_integer           an integer of 64 bits expected
header_tensors_too_many  more than {most} tensors
header_numbers_too_many  more than {most} numbers
header_string_open       a string does not end
header_string_not_utf8   a string is not UTF-8
header_surrogate         half of a surrogate pair
header_escape            an escape sequence that JSON has not
header_hex               four hex digits expected

checkpoint_foreign         these are not the bytes of a checkpoint
checkpoint_damaged         damaged: its checksum does not fit its contents
checkpoint_too_long        {bytes} bytes too many
checkpoint_cut_off         it ends early
checkpoint_array_differs   {found} found, {expected} expected
checkpoint_setting_differs {found} found, {expected} expected after step {step|grouped}
checkpoint_of_another_run  of another run than this one of {parameters} parameters on {images} images: {why}
`

// OfRecords is what is wrong with the record of a run.
const OfRecords = `
record_foreign             these are not the bytes of a record
record_version             version {found} found, at most {newest} expected: it was written by a newer version of this program
record_too_large           {found} bytes found, at most {most} expected
record_cut_off             it is cut off: {found} bytes found, {expected} expected
record_damaged             damaged: its checksum does not fit its contents
record_not_over            {bytes} bytes too many
record_field_cut_off       {found} bytes left, {expected} expected
record_not_finite          {found} found, a finite number expected
record_checkpoint_size     its checkpoint has {found} bytes, {expected} expected
record_checkpoint_differs  its checkpoint is of another step or run
record_files_wanted        the run was trained on {name|quoted}, {train|grouped} training and {test|grouped} test {kind|table=rows|*=pictures}: give these files again, and it goes on
record_files_differ        these files are not the ones that the run was trained on, {name|quoted} with {train|grouped} training and {test|grouped} test {kind|table=rows|*=pictures}: what was read has another checksum
arithmetic_differs         the run was trained in {expected} arithmetic, and this device has only {found} now: it would end on numbers that no link gives
records_too_many           {found} records found, at most {most} at once expected

given_foreign              these are not the bytes of data that were read
given_version              version {found} found, {expected} expected: the parts of this page are of different builds; reload it
given_damaged              damaged: its checksum does not fit its contents
given_too_few              {found} found, two items and more, some of them held out, expected
`

// OfFiles is what is wrong with files of data.
const OfFiles = `
file_empty           the file is empty
file_ends_early      file ends early
file_not_arrived     {file} did not arrive: {why}
file_refused         {file} did not arrive: the server said {status}
file_broke_off       {file} broke off after {bytes} bytes: {why}
file_cut_off         {file} is cut off: {found} bytes found, {expected} expected
file_damaged         {file} is damaged: {why}
file_gone            the file is gone
packed_damaged       damaged: {why}
packed_too_large     more than {most} bytes when unpacked
canvas_refused       the browser gave no canvas for it
file_header_cut_off  file ends after {found} bytes, a header of {expected} expected
file_not_over        {says}, {rest}
bytes_follow         {bytes|byte follows|bytes follow}
more_bytes_follow    more than {bytes} bytes follow
labels_differ        {found} labels found, {expected} expected
labels_not_of_pictures  {found} labels found, {expected} expected: one a picture

header_says              header says {shape}

chunk_magic          {found|quoted} found, {expected|quoted} expected
chunk_version        version {found} found, {expected} expected
chunk_shape          {found} found, 1 to {most} pictures of at most {side}x{side}x4 expected
chunk_too_large      {says}, 1 to {most} pictures of at most {side}x{side}x4 and {bytes} bytes expected
chunk_labels         {says} and {labels} labels, none or one a picture expected
chunk_pixels_differ  {found} bytes of pixels found, {expected} expected, at most {most}
chunk_name_too_long  name or source longer than 65535 bytes
chunk_name_cut_off   file ends in the name
chunk_cut_off        {says}, content ends after {found} of {expected} bytes
`

// OfPictures is what is wrong with pictures, and what was done to them.
const OfPictures = `
file_kind          {kind|png=PNG|jpeg=JPEG|gif=GIF|webp=a WebP picture|avif=an AVIF picture|heic=a HEIC picture|heif=a HEIF picture|bmp=a BMP picture|tiff=a TIFF picture|svg=an SVG picture|pdf=a PDF document|zip=a ZIP archive|gzip=a gzip archive|idx=an IDX file|wasm=a WebAssembly module|html=an HTML page|xml=an XML file|text=plain text}
file_kind_unknown  an unknown format ({bytes})

picture_format          {found} found, PNG, JPEG, GIF, WebP, AVIF or BMP expected
picture_file_too_large  file of {found} bytes, at most {most} expected
picture_file_beyond     file of more than {most} bytes, at most that expected
picture_too_large       {w}x{h} = {megapixels|f1} megapixels found, at most {most} megapixels and {side} a side expected
picture_empty           {w}x{h} pixels found, 1x1 and more expected
picture_size_differs    {w}x{h} pixels found, {expected_w}x{expected_h} expected
picture_bytes_differ    {found} bytes found, {w}x{h} = {expected} expected
picture_cut_off         damaged {format}: the file ends early
picture_damaged         damaged {format}: {why}
picture_without_pixels  it has no pixels
picture_without_size    it does not begin with its size
png_checksum            checksum of chunk {chunk|quoted} is wrong
jpeg_segment            segment {marker} of {size} bytes found, 2 and more expected
jpeg_frame_header       frame header of {size} bytes found, 8 and more expected
jpeg_two_frame_headers  it has two frame headers
jpeg_pixels_first       it has pixels before its size
jpeg_scans_too_many     JPEG of {scans} scans, at most {most} expected
gif_without_picture     it has no picture
frame_outside           a frame of {w}x{h} at {x}, {y} found, one inside {screen_w}x{screen_h} expected
bmp_bits                {found} bits a pixel found, 1, 2, 4, 8, 16, 24 or 32 expected
bmp_compression         BMP of compression {found} found, one without, of runs (1, 2) or of masks (3, 6) expected

step_unknown        step {found|quoted} found, one of {steps} expected
picture_blank       blank: {why}
contrast_too_small  brightness from {from|f2} to {to|f2} found, a difference of {least|f2} expected
ink_missing         no ink found

picture_note         {parts}
picture_is           {format} of {w}x{h}
picture_size         {w}x{h}
picture_first_frame  the first of {frames} frames
picture_turned       turned upright (EXIF orientation {orientation})
picture_light_ink    light ink on a transparent ground
picture_gray         {w}x{h}, in gray
picture_color        {w}x{h}, in color
picture_framed       the middle, {how}, as {w}x{h}
border_light         the border is light ({border|f2})
light_falls_off      the light falls off by {fall|f2} across the page
prepared_already     28x28 already, as in MNIST: left as it is
contrast_stretched   {from|f2} to {to|f2} became 0 to 1
specks_removed       small specks removed: {specks}
strokes_thickened    strokes were {from|f1} pixels wide in the box, became {to|f1}
ink_scaled           ink of {w}x{h} scaled to {to_w}x{to_h}
mass_centered        center of mass in the middle of 28x28
`

// OfOwn is what is wrong with a person's own files, what was left out of them, and what a person should know.
const OfOwn = `
files                     {files|file|files}
files_too_many            {found} files found, at most {most} expected
files_left_out            {files|other file was|other files were} left out.
file_too_large            {found} MiB found, at most {most} expected
file_of_no_use            {found} found, a picture (PNG, JPEG, GIF, WebP, AVIF, BMP, PGM), an array (IDX, .npy) or a table (CSV) expected
data_missing              nothing to train on found; pictures (PNG, JPEG, GIF, WebP, AVIF, BMP, PGM), a zip or folder of them, IDX, NumPy .npy or .npz, or a table (CSV) expected
tables_left_out           The tables beside the pictures were left out.
rows_too_many_in_all      {rows|grouped} rows found in all, at most {most|grouped} are used
one_table_used            The table is “{table}”; one table at a time is used, and beside it this is left out: {others}.
first_rows_used           The first {rows} rows are used; the file has more.
first_rows_of_array_used  The first {rows} of {all} rows are used.
pictures_beyond_room      The first {pictures} pictures are used; there is no room for more.
pictures_too_few          {pictures|picture|pictures} found, 2 and more expected
pictures_too_large        pictures of {w}x{h} found, at most {side} a side expected
rows_too_few              {rows|row|rows} found, 2 and more expected
array_of_no_use           shape {shape} found, (N,H,W) for pictures, with 1, 3 or 4 channels as (N,H,W,C) or (N,C,H,W), or (N,columns) for a table of at most {most} columns expected
labels_alone              labels alone found (shape {shape}), pictures or rows expected
labels_not_used           The numbers of “{file}” do not label the pictures: whole ones of at most 256 kinds expected, and fewer kinds than items.
numbers_stretched         The numbers of “{file}” are taken from {from} to {to} as black to white, all parts as the one to train on.
pictures_stretched        No pixel is brighter than {to} of 255: {to} becomes white.
pictures_of_another_scale No held-out pixel is brighter than {to} of 255, and those to train on are: {to} becomes white in what is held out.
cifar_cut_off             {bytes|grouped} bytes found, records of {record|grouped} expected: the file is cut off
copies_left_out           {pictures|picture lies|pictures lie} there twice, under the same name, and {pictures|1=is|*=are} used once.
pictures_one_tone         Nearly all pictures are of one tone: there is hardly anything to be seen, or learned.
pictures_of_part_used     Of {all|grouped} pictures {part|train=to train on|*=held out} the first {pictures|grouped} are used: a recipe takes no more.
validation_left_out       The {pictures|grouped} pictures for validation take no part: there are others to test with.
pictures_in_color         {pictures|grouped} of {all|grouped} pictures are in color: channels=3 trains on red, green and blue, channels=1 on their brightness.
label_of_many_values      “{column}” cannot label the rows: two to {most} different values expected
input_without_numbers     “{column}” cannot be an input: it has no numbers
class_names_beside        “{file}” names the classes: {classes}.
labels_beside             “{file}” labels the pictures by its column “{column}”: {classes}.
labels_beside_missing     “{file}” does not name {pictures|picture|pictures}: {pictures|1=its|*=their} class is {class}.
rows_labelled_beside      “{file}” labels the rows: {classes}.
rows_without_label        {rows|row has|rows have} no label: {rows|1=its|*=their} class is {class}.
labels_of_no_rows         {labels|label|labels} found, for as many rows as no table has that is used
rows_as_pictures          The {pixels} numbers of a row are taken as a picture of {w} x {h} pixels.
pictures_without_class    {pictures|picture has|pictures have} no class: {pictures|1=it is|*=they are} called “{class}”.
class_in_names            The names of the pictures label them: {classes}.
emnist_turned             EMNIST stores its pictures with rows and columns exchanged; they were turned upright.
array_in_both             “{file}” holds the same as “{other}”: what is held out is trained on.
array_axes                “{file}” counts its pictures along the last axis; it was turned.
array_label_column        The {where} number of a row of “{file}” labels it.
arrays_paired             The arrays have no names: the {train|grouped} pictures are trained on, the {test|grouped} are held out, and each is followed by its labels.
arrays_label              The names of the arrays label their pictures: {classes}.
numbers_of_another_scale  The numbers of “{file}” are of another scale than those to train on: they are taken from {from} to {to} as black to white.
array_twice               “{file}” holds the same as “{other}” and is used once.
array_left_out            “{file}” of shape {shape} is left out: it does not belong to the others, or their part is there already.

file_named             {file}
csv_row                row {row}
csv_cell               row {row}, {column}
csv_row_of_file        {file}, row {row}
csv_cell_of_file       {file}, row {row}, {column}
column                 column {column}
columns_too_many       {found} columns found, at most {most} expected
cells_differ           {cells|cell|cells} found, {expected} expected
cell_empty             nothing found, a number expected: the row is left out
cell_not_number        “{found}” found, a number expected: the row is left out
label_missing          (none)
column_constant        The column “{column}” is {value} throughout.
text_decoded           The text was read as {encoding}.
text_mended            The text is UTF-8, but for {places|place|places} of it, where a mark stands instead.
lines_before_table     {lines|line|lines} before the table {lines|1=was|*=were} left out.
quotes_open            {quotes|quote does|quotes do} not close and {quotes|1=is|*=are} taken as text, the first in row {row}.
row_of_totals          The last row, {row}, has the sums or the means of the others and is left out.
names_of_numbers       The first row, {first}, {second} and so on, is taken as the names of the columns.
numbers_decimal_comma  Commas are decimal: “{found}” in “{column}” is {value}.
numbers_decimal_both   Commas and points are both decimal in “{column}”: “{comma}”, “{point}”.
numbers_negative       Numbers in parentheses or before a minus are negative: “{found}” in “{column}” is {value}.
numbers_grouped        Marks that group digits are left out: “{found}” in “{column}” is {value}.
numbers_signed         The sign {sign} in “{column}” is left out; its numbers are used.
numbers_signed_in_part  {signed} of {numbers} numbers in “{column}” have the sign {sign}: it is left out, and all are taken as of one scale.
numbers_of_two_signs   The signs {sign} and {other} in “{column}” are left out, and its numbers taken as of one scale.
column_index           The column “{column}” is left out: it numbers the rows.
column_of_dates        The column “{column}” is left out: it holds dates or times, as “{found}”.
column_of_text         The column “{column}” is left out: it holds text.
column_of_few_numbers  The column “{column}” is left out: {numbers} of {cells} cells hold numbers.
held_of_classes        Every tenth of each class is held out: every tenth of all would take most of a class, or none of it.
column_labels          The column “{column}” labels the rows: {classes}.
whole_rows_too_few     {rows|row|rows} of {columns|column|columns} without a missing number found, 2 and more expected
csv_binary             binary content found, text expected
csv_without_rows       no row found
csv_without_numbers    {rows|row|rows} of {columns|column|columns} found, none of them of numbers
csv_ragged             the first rows have {cells} cells by {separator|,=commas|;=semicolons|	=tabs|*=blanks or bars}, {others} of {rows} others have not; rows of equal length, separated by commas, semicolons, tabs, bars or blanks, expected

foreign_excel    an Excel workbook found, which is not read here; save the sheet as CSV
foreign_ods      an OpenDocument sheet found, which is not read here; save it as CSV
foreign_word     a Word document found, which is not read here; save the table in it as CSV
foreign_hdf5     an HDF5 file found, which is not read here; in Python, h5py opens it and numpy.savez("data.npz", x=x, y=y) writes what is read here
foreign_matlab   a MATLAB file found, which is not read here; in Python, numpy.savez("data.npz", **scipy.io.loadmat("file.mat")) writes what is read here
foreign_parquet  a Parquet file found, which is not read here; in Python, pandas.read_parquet("file").to_csv("data.csv", index=False) writes what is read here
foreign_arrow    an Arrow file found, which is not read here; in Python, pandas.read_feather("file").to_csv("data.csv", index=False) writes what is read here
foreign_7z       a 7z archive found, which is not read here; unpack it and give the folder, or a zip of it
foreign_rar      a RAR archive found, which is not read here; unpack it and give the folder, or a zip of it
foreign_xz       an xz file found, which is not read here; unpack it first
foreign_bzip2    a bzip2 file found, which is not read here; unpack it first
foreign_zstd     a Zstandard file found, which is not read here; unpack it first
foreign_sqlite   an SQLite database found, which is not read here; export its table as CSV
foreign_lfs      a pointer of Git LFS found, which is not read here; the data are elsewhere: git lfs pull fetches them
foreign_heic     a HEIC picture found, which is not read here; save it as JPEG or PNG
foreign_tiff     a TIFF picture found, which is not read here; save it as PNG
foreign_pdf      a PDF document found, which is not read here; save the pictures in it as PNG, the tables as CSV
foreign_pickle   a pickle of Python found, which is not read here; it may run programs when it is opened, so it is not; in Python, numpy.savez("data.npz", x=x, y=y) writes what is read here
foreign_torch    a file of PyTorch found, which is not read here; in Python, numpy.savez("data.npz", x=x.numpy(), y=y.numpy()) writes what is read here
foreign_html     an HTML page found, which is not read here; the download was a page and not the file: fetch it anew
foreign_svg      an SVG drawing found, which is not read here; save it as PNG
foreign_arff     an ARFF file found, which is not read here; save it as CSV
foreign_libsvm   a file of libsvm found, which is not read here; in Python, sklearn.datasets.load_svmlight_file reads it and numpy.savez writes what is read here
foreign_json     JSON found, which is not read here; save it as CSV
foreign_powerpoint  a PowerPoint presentation found, which is not read here; save the pictures in it as PNG
foreign_xml      XML found, which is not read here; save it as CSV
foreign_rtf      a text in RTF found, which is not read here; save the table in it as CSV
foreign_missing  a server's words that a file is not found, and not the file; look where it is, and fetch it anew
foreign_printed  printed lists found, which are not read here; in Python, numpy.savetxt("data.csv", x, delimiter=",") writes what is read here

tar_damaged              the tar archive is damaged at its file {file}
tar_cut_off              the tar archive is cut off in its file {file}
idx_missing              no IDX file: two zeros, a type and 1 to 4 dimensions expected
idx_bytes_differ         shape {shape} needs {expected} bytes, the file has {found}

zip_without_end          no end of the directory found: the archive is cut off or damaged
zip_large_format         the directory of the large format (zip64) is not where the archive says
zip_split                a part of a split archive found, a whole one expected
zip_unpacks_too_far      it unpacks to more than a hundred times its size
zip_directory_misplaced  the directory is said to be {bytes} bytes from {from} on, byte {end} is where it ends
zip_directory_damaged    the directory is damaged at its file {file} of {files}
zip_file_beyond          {file} is said to lie beyond the archive's files
zip_files_overlap        {file} and {other} lie over one another
zip_file_missing         no file is where the directory says
zip_file_damaged         damaged: {found} bytes of checksum {found_sum|hex} found, {expected} of {expected_sum|hex} expected
zip_encrypted            encrypted; a zip without a password expected
zip_method               packed by method {method}; stored or deflated expected
zip_stored_size          stored in {found} bytes, {expected} expected
zip_cut_off              cut off

pgm_expected         PGM (P2 or P5) or PPM (P3 or P6) expected
pgm_header           the header ends or is damaged at byte {byte}; width, height and white expected
pgm_too_large        header says {w}x{h}, at most {most} megapixels and {side} a side expected
pgm_white            white is {white}, at most 65535 expected
pgm_cut_off          header says {w}x{h} = {expected} bytes, the file has {found}
pgm_pixel_missing    pixel {pixel} of {pixels}: a number expected at byte {byte}
pgm_pixel_too_large  pixel {pixel} of {pixels} is {found}, at most {most} expected

npy_magic              magic \x93NUMPY expected
npy_version            version {major}.{minor} found, 1.0 to 3.0 expected
npy_header_too_long    a header of {found} bytes found, at most {most} expected, and of the file's {file}
npy_header             header {header}: {expected} expected
npy_descr              'descr'
npy_descr_quoted       'descr' in quotes
npy_fortran_order      'fortran_order' True or False
npy_shape_in_brackets  'shape' in brackets
npy_shape_of_integers  'shape' of whole numbers
npy_structured         a structured type found, uint8, integers, float32 or float64 expected
npy_type               type {found} found, uint8, bool, integers, float16, float32 or float64 expected
npy_texts              {texts} texts found, of 2 to 256 kinds expected
npy_size               shape {shape} found, sizes of 1 and more and at most {most} MiB in all expected
npy_rank               shape {shape} found, 1 to 4 dimensions expected
npy_bytes_differ       shape {shape} of {type} needs {expected} bytes, the file has {found}
npy_not_finite         number {number} of {numbers} is {found}, a finite one expected
`

// OfDesk is what is wrong with requests of programs beside the trainer's.
const OfDesk = `
sizes_differ        {names} names and {sizes} sizes found
file_changed        {found} bytes found, {expected} expected: the file changed
`
